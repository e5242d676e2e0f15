-- drop column users.age

-- ==== sqlite ====

ALTER TABLE "users" DROP COLUMN "age";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "age";

-- ==== mysql ====

ALTER TABLE `users` DROP COLUMN `age`;
