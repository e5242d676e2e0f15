-- create schema apart

-- ==== sqlite ====

-- refused: sqlite cannot create schema apart: SQLite has no schema
-- help: put what it holds into a database of its own, and attach that

-- ==== postgres ====

CREATE SCHEMA "apart";

-- ==== mysql ====

-- refused: mysql cannot create schema apart: MySQL and MariaDB have nothing like the schema apart
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
