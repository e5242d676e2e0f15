-- create virtual table texts

-- ==== sqlite ====

CREATE VIRTUAL TABLE "texts" USING "fts5"(title, body);

-- ==== postgres ====

-- refused: postgres cannot create virtual table texts: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

-- refused: mysql cannot create virtual table texts: the operation is not rendered for MySQL and MariaDB yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`
