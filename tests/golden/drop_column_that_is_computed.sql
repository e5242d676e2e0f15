-- drop column users.older

-- ==== sqlite ====

ALTER TABLE "users" DROP COLUMN "older";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "older";

-- ==== mysql ====

-- must find nothing: a view reads column "older" of table "users" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`users`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`users`[.]`older`|(?=.*`users` `([^`]+)`).*`\\1`[.]`older`)';
ALTER TABLE `users` DROP COLUMN `older`;
