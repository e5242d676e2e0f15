-- create virtual table texts

-- ==== sqlite ====

CREATE VIRTUAL TABLE "texts" USING "fts5"(title, body);

-- ==== postgres ====

-- refused: postgres cannot create virtual table texts: PostgreSQL has no virtual table
-- help: create a table, and an index over `to_tsvector(…)` to search it

-- ==== mysql ====

-- refused: mysql cannot create virtual table texts: MySQL and MariaDB have nothing like the virtual table texts
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
