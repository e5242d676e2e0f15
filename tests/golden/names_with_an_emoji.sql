-- create table t

-- ==== sqlite ====

CREATE TABLE "t" (
    "🎉" INTEGER NOT NULL
);

-- ==== postgres ====

CREATE TABLE "t" (
    "🎉" integer NOT NULL
);

-- ==== mysql ====

-- refused: mysql cannot create table t: the column name "🎉" holds '🎉', which MySQL and MariaDB take in no name
-- help: give it a name of characters up to U+FFFF
