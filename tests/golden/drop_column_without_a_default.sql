-- drop column users.seen_at
-- drop column users.credit

-- ==== sqlite ====

ALTER TABLE "users" DROP COLUMN "seen_at";
ALTER TABLE "users" DROP COLUMN "credit";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "seen_at";
ALTER TABLE "users" DROP COLUMN "credit";

-- ==== mysql ====

-- must find nothing: a view reads column "seen_at" of table "users" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`users`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`users`[.]`seen_at`|(?=.*`users` `([^`]+)`).*`\\1`[.]`seen_at`)';
-- must find nothing: a view reads column "credit" of table "users" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`users`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`users`[.]`credit`|(?=.*`users` `([^`]+)`).*`\\1`[.]`credit`)';
ALTER TABLE `users`
    DROP COLUMN `seen_at`,
    DROP COLUMN `credit`;
