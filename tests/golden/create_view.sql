-- create view adults

-- ==== sqlite ====

CREATE VIEW "adults" AS
SELECT id, name FROM users WHERE age >= 18;

-- ==== postgres ====

-- refused: postgres cannot create view adults: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

CREATE VIEW `adults` AS SELECT id, name FROM users WHERE age >= 18;
