-- create table things

-- ==== sqlite ====

-- refused: sqlite cannot create table things: index "things_n_idx" puts NULLs where SQLite's indexes have none
-- help: leave it out: SQLite has NULLs before the values, and behind them in descending order

-- ==== postgres ====

CREATE TABLE "things" (
    "code" varchar(20) NOT NULL,
    "n" integer NOT NULL,
    "at" timestamptz NOT NULL,
    "big" double precision NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
);
CREATE INDEX "things_n_idx" ON "things" ("n");

-- ==== mysql ====

-- refused: mysql cannot create table things: index "things_n_idx" has another place for NULLs, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
