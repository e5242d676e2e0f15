-- drop column users.name

-- ==== sqlite ====

DROP INDEX "users_name_idx";
ALTER TABLE "users" DROP COLUMN "name";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "name";

-- ==== mysql ====

-- must find nothing: a view reads column "name" of table "users" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`users`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`users`[.]`name`|(?=.*`users` `([^`]+)`).*`\\1`[.]`name`)';
ALTER TABLE `users` DROP COLUMN `name`;
