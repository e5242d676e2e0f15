-- comment on sequence numbers
-- replace sequence numbers
-- comment on sequence numbers

-- ==== sqlite ====

-- nothing to do
-- refused: sqlite cannot replace sequence numbers: SQLite has no sequence
-- help: number rows with an identity column
-- nothing to do

-- ==== postgres ====

COMMENT ON SEQUENCE "numbers" IS 'it''s "it" \ 100% größer
and more';
ALTER SEQUENCE "numbers" INCREMENT BY 3 NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE;
COMMENT ON SEQUENCE "numbers" IS NULL;
COMMENT ON SEQUENCE "numbers" IS 'to count';

-- ==== mysql ====

-- refused: mysql cannot comment on sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
-- refused: mysql cannot replace sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
-- refused: mysql cannot comment on sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it

-- ==== mysql (MySQL 8.4.0) ====

-- refused: mysql cannot comment on sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for MySQL 8.4.0
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
-- refused: mysql cannot replace sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for MySQL 8.4.0
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
-- refused: mysql cannot comment on sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for MySQL 8.4.0
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `numbers` COMMENT = 'it''s "it" \\ 100% größer
and more';
ALTER SEQUENCE `numbers` START WITH 1 INCREMENT BY 3 CACHE 1000 NO MINVALUE NO MAXVALUE NOCYCLE;
ALTER TABLE `numbers` COMMENT = '';
ALTER TABLE `numbers` COMMENT = 'to count';
