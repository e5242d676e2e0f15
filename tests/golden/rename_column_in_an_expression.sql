-- rename column users.name to full_name

-- ==== sqlite ====

ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";

-- ==== postgres ====

ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";

-- ==== mysql ====

ALTER TABLE `users` RENAME COLUMN `name` TO `full_name`;

-- ==== mysql (MySQL 8.4.0) ====

DROP INDEX `users_lower_name` ON `users`;
ALTER TABLE `users` RENAME COLUMN `name` TO `full_name`;
CREATE INDEX `users_lower_name` ON `users` ((lower(full_name)));
