-- create table things

-- ==== sqlite ====

-- refused: sqlite cannot create table things: table "things" is strict, which needs SQLite 3.37, and this is SQLite 3.35.0
-- help: use a newer SQLite, or leave `strict` out

-- ==== sqlite (SQLite 3.53.0) ====

CREATE TABLE "things" (
    "code" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "big" REAL NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
) STRICT;

-- ==== postgres ====

-- refused: postgres cannot create table things: table "things" has its types checked, which is SQLite's option alone
-- help: leave it out where this is meant for PostgreSQL

-- ==== mysql ====

-- refused: mysql cannot create table things: table "things" has the option strict, which is SQLite's alone
-- help: leave it out where this is meant for MySQL and MariaDB
