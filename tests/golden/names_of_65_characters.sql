-- create table t

-- ==== sqlite ====

CREATE TABLE "t" (
    "a" INTEGER NOT NULL
);
CREATE INDEX "i1234567890123456789012345678901234567890123456789012345678901234" ON "t" ("a");

-- ==== postgres ====

-- refused: postgres cannot create table t: the index name "i1234567890123456789012345678901234567890123456789012345678901234" is longer than the 63 bytes that PostgreSQL keeps
-- help: give it a shorter name

-- ==== mysql ====

-- refused: mysql cannot create table t: the index name "i1234567890123456789012345678901234567890123456789012345678901234" is longer than the 64 characters that MySQL and MariaDB keep
-- help: give it a shorter name
