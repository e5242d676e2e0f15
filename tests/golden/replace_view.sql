-- replace view adults

-- ==== sqlite ====

-- must find nothing: view "adults" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger "' || name || '"' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'adults' COLLATE NOCASE AND name NOT IN ();
DROP VIEW "adults";
CREATE VIEW "adults" AS
SELECT id, name FROM users WHERE age >= 21;

-- ==== postgres ====

-- refused: postgres cannot replace view adults: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

CREATE OR REPLACE VIEW `adults` AS SELECT id, name FROM users WHERE age >= 21;
