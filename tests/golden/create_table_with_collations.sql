-- create table things

-- ==== sqlite ====

CREATE TABLE "things" (
    "code" VARCHAR(20) COLLATE NOCASE NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TIMESTAMPTZ_TEXT NOT NULL,
    "big" DOUBLE NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
);
CREATE INDEX "things_code_idx" ON "things" ("code" COLLATE NOCASE);

-- ==== postgres ====

CREATE TABLE "things" (
    "code" varchar(20) COLLATE "C" NOT NULL,
    "n" integer NOT NULL,
    "at" timestamptz NOT NULL,
    "big" double precision NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
);
CREATE INDEX "things_code_idx" ON "things" ("code");

-- ==== mysql ====

-- refused: mysql cannot create table things: index "things_code_idx" has a part with a collation of its own, which is PostgreSQL's and SQLite's
-- help: leave it out where this is meant for MySQL and MariaDB
