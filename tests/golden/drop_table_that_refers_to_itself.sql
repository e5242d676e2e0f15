-- drop table nodes

-- ==== sqlite ====

-- without foreign keys:
DROP TABLE "nodes";

-- ==== postgres ====

DROP TABLE "nodes";

-- ==== mysql ====

-- must find nothing: a view reads table "nodes" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`nodes`'), view_definition) > 0;
DROP TABLE `nodes`;
