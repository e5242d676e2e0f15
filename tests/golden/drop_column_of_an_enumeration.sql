-- drop column posts.status

-- ==== sqlite ====

ALTER TABLE "posts" DROP COLUMN "status";

-- ==== postgres ====

ALTER TABLE "posts" DROP COLUMN "status";
DROP TYPE "posts_status";

-- ==== mysql ====

-- must find nothing: a view reads column "status" of table "posts" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`posts`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`posts`[.]`status`|(?=.*`posts` `([^`]+)`).*`\\1`[.]`status`)';
ALTER TABLE `posts` DROP COLUMN `status`;
