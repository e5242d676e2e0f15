-- drop table posts

-- ==== sqlite ====

DROP TABLE "posts";

-- ==== postgres ====

DROP TABLE "posts";
DROP TYPE "posts_status";

-- ==== mysql ====

-- must find nothing: a view reads table "posts" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`posts`'), view_definition) > 0;
DROP TABLE `posts`;
