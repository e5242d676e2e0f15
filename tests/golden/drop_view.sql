-- drop view adults

-- ==== sqlite ====

DROP VIEW "adults";

-- ==== postgres ====

-- refused: postgres cannot drop view adults: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

DROP VIEW `adults`;
