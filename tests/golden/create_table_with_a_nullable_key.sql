-- create table tags

-- ==== sqlite ====

CREATE TABLE "tags" (
    "name" VARCHAR(20),
    "place" INTEGER,
    CONSTRAINT "tags_pkey" PRIMARY KEY ("name", "place")
);

-- ==== postgres ====

-- refused: postgres cannot create table tags: the primary key of table "tags" holds column "name", which is nullable, and in a key PostgreSQL has NOT NULL columns only
-- help: take `.nullable()` away, or use a unique constraint instead of the key

-- ==== mysql ====

-- refused: mysql cannot create table tags: the primary key of table "tags" holds column "name", which is nullable, and in a key MySQL and MariaDB has NOT NULL columns only
-- help: take `.nullable()` away, or use a unique constraint instead of the key
