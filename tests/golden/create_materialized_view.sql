-- create materialised view kept
-- refresh view kept

-- ==== sqlite ====

-- refused: sqlite cannot create materialised view kept: view "kept" keeps its rows, which SQLite's views do not
-- help: create a plain view, or a table that triggers keep up to date
-- refused: sqlite cannot refresh view kept: view "kept" keeps its rows, which SQLite's views do not
-- help: create a plain view, or a table that triggers keep up to date

-- ==== postgres ====

CREATE MATERIALIZED VIEW "kept" AS
SELECT id, email FROM users;
COMMENT ON MATERIALIZED VIEW "kept" IS 'it''s kept';
REFRESH MATERIALIZED VIEW "kept";

-- ==== mysql ====

-- refused: mysql cannot create materialised view kept: view "kept" is materialised, as views can be on PostgreSQL alone
-- help: make it a view, or a table that a trigger or an event fills
-- refused: mysql cannot refresh view kept: view "kept" is materialised, as views can be on PostgreSQL alone
-- help: make it a view, or a table that a trigger or an event fills
