-- rename column users.name to full_name

-- ==== sqlite ====

ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";

-- ==== postgres ====

ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";

-- ==== mysql ====

-- refused: mysql cannot rename column users.name to full_name: index "users_lower_name" is over an expression, which MariaDB and MySQL before 8.0.13 do not index
-- help: add a generated column and index that one

-- ==== mysql (MySQL 8.4.0) ====

ALTER TABLE `users` DROP INDEX `users_lower_name`;
ALTER TABLE `users` RENAME COLUMN `name` TO `full_name`;
ALTER TABLE `users` ADD INDEX `users_lower_name` ((lower(full_name)));

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `users` RENAME COLUMN `name` TO `full_name`;
