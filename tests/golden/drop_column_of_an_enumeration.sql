-- drop column posts.status

-- ==== sqlite ====

ALTER TABLE "posts" DROP COLUMN "status";

-- ==== postgres ====

ALTER TABLE "posts" DROP COLUMN "status";
DROP TYPE "posts_status";

-- ==== mysql ====

ALTER TABLE `posts` DROP COLUMN `status`;
