-- create table things

-- ==== sqlite ====

-- refused: sqlite cannot create table things: unique constraint "things_n_key" is deferrable, which SQLite has for foreign keys alone
-- help: leave it out: the constraint is checked at each statement

-- ==== postgres ====

CREATE TABLE "things" (
    "code" varchar(20) NOT NULL,
    "n" integer NOT NULL,
    "at" timestamptz NOT NULL,
    "big" double precision NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code"),
    CONSTRAINT "things_n_key" UNIQUE ("n") DEFERRABLE
);

-- ==== mysql ====

-- refused: mysql cannot create table things: unique constraint "things_n_key" has a check at the transaction's end, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
