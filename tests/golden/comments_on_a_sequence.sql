-- create sequence numbers

-- ==== sqlite ====

-- refused: sqlite cannot create sequence numbers: SQLite has no sequence
-- help: number rows with an identity column

-- ==== postgres ====

CREATE SEQUENCE "numbers" START WITH 7;
COMMENT ON SEQUENCE "numbers" IS 'no start with 9 cycle COMMENT=''x''';

-- ==== mysql ====

-- refused: mysql cannot create sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it

-- ==== mysql (MySQL 8.4.0) ====

-- refused: mysql cannot create sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for MySQL 8.4.0
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it

-- ==== mysql (MariaDB 10.6.0) ====

CREATE SEQUENCE `numbers` START WITH 7 COMMENT = 'no start with 9 cycle COMMENT=''x''';
