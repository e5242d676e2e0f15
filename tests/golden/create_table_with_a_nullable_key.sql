-- create table tags

-- ==== sqlite ====

CREATE TABLE "tags" (
    "name" VARCHAR(20),
    "place" INTEGER,
    CONSTRAINT "tags_pkey" PRIMARY KEY ("name", "place")
);

-- ==== postgres ====

-- refused: postgres cannot create table tags: the primary key of table "tags" holds column "name", which is nullable, as no column of a key is on PostgreSQL
-- help: take `.nullable()` away, or use a unique constraint instead of the key

-- ==== mysql ====

-- refused: mysql cannot create table tags: the primary key of table "tags" holds column "name", which is nullable, as no column of a key is on MySQL and MariaDB
-- help: take `.nullable()` away, or use a unique constraint instead of the key
