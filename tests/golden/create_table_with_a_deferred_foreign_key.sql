-- create table things

-- ==== sqlite ====

CREATE TABLE "things" (
    "code" VARCHAR(20) NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TIMESTAMPTZ_TEXT NOT NULL,
    "big" DOUBLE NOT NULL,
    "elder" VARCHAR(20),
    CONSTRAINT "things_pkey" PRIMARY KEY ("code"),
    CONSTRAINT "things_elder_fkey" FOREIGN KEY ("elder") REFERENCES "things" ("code") DEFERRABLE INITIALLY DEFERRED
);

-- ==== postgres ====

CREATE TABLE "things" (
    "code" varchar(20) NOT NULL,
    "n" integer NOT NULL,
    "at" timestamptz NOT NULL,
    "big" double precision NOT NULL,
    "elder" varchar(20),
    CONSTRAINT "things_pkey" PRIMARY KEY ("code"),
    CONSTRAINT "things_elder_fkey" FOREIGN KEY ("elder") REFERENCES "things" ("code") DEFERRABLE INITIALLY DEFERRED
);

-- ==== mysql ====

-- refused: mysql cannot create table things: foreign key "things_elder_fkey" has a check at the transaction's end, which is PostgreSQL's and SQLite's
-- help: leave it out where this is meant for MySQL and MariaDB
