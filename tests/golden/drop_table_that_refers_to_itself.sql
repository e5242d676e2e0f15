-- drop table nodes

-- ==== sqlite ====

-- without foreign keys:
DROP TABLE "nodes";

-- ==== postgres ====

DROP TABLE "nodes";

-- ==== mysql ====

DROP TABLE `nodes`;
