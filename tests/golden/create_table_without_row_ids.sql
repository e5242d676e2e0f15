-- create table things

-- ==== sqlite ====

CREATE TABLE "things" (
    "code" VARCHAR(20) NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TIMESTAMPTZ_TEXT NOT NULL,
    "big" DOUBLE NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
) WITHOUT ROWID;

-- ==== postgres ====

-- refused: postgres cannot create table things: table "things" has no rowid, which is SQLite's option alone
-- help: leave it out where this is meant for PostgreSQL

-- ==== mysql ====

-- refused: mysql cannot create table things: table "things" has the option without_rowid, which is SQLite's alone
-- help: leave it out where this is meant for MySQL and MariaDB
