-- drop column users.age

-- ==== sqlite ====

ALTER TABLE "users" DROP COLUMN "age";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "age";

-- ==== mysql ====

-- must find nothing: a view reads column "age" of table "users" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`users`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`users`[.]`age`|(?=.*`users` `([^`]+)`).*`\\1`[.]`age`)';
ALTER TABLE `users` DROP COLUMN `age`;
