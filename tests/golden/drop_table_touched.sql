-- drop table notes

-- ==== sqlite ====

DROP TABLE "notes";

-- ==== postgres ====

DROP TABLE "notes";
DROP FUNCTION "migrate_touch"();

-- ==== mysql ====

-- must find nothing: a view reads table "notes" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`notes`'), view_definition) > 0;
DROP TABLE `notes`;
