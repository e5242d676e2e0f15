-- rename view adults to grown

-- ==== sqlite ====

-- must find nothing: view "adults" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger "' || name || '"' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'adults' COLLATE NOCASE AND name NOT IN ();
DROP VIEW "adults";
CREATE VIEW "grown" AS
SELECT id, name FROM users WHERE age >= 18;

-- ==== postgres ====

ALTER VIEW "adults" RENAME TO "grown";

-- ==== mysql ====

RENAME TABLE `adults` TO `grown`;
