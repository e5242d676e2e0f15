-- drop column users.name

-- ==== sqlite ====

DROP INDEX "users_name_idx";
ALTER TABLE "users" DROP COLUMN "name";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "name";

-- ==== mysql ====

ALTER TABLE `users` DROP COLUMN `name`;
