-- drop column users.older

-- ==== sqlite ====

ALTER TABLE "users" DROP COLUMN "older";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "older";

-- ==== mysql ====

ALTER TABLE `users` DROP COLUMN `older`;
