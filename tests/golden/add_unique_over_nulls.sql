-- add unique constraint stays_once to stays

-- ==== sqlite ====

-- refused: sqlite cannot add unique constraint stays_once to stays: unique constraint "stays_once" includes columns that are no part of its key, which SQLite does not have
-- help: leave them out, or make an index with them behind the others

-- ==== postgres ====

-- refused: postgres cannot add unique constraint stays_once to stays: unique constraint "stays_once" over NULLs that are not distinct needs PostgreSQL 15, and this is for PostgreSQL 13.0.0
-- help: leave it out, or use a later version of the server

-- ==== postgres (PostgreSQL 15.0.0) ====

ALTER TABLE "stays" ADD CONSTRAINT "stays_once" UNIQUE NULLS NOT DISTINCT ("house") INCLUDE ("guest");

-- ==== postgres (PostgreSQL 18.0.0) ====

ALTER TABLE "stays" ADD CONSTRAINT "stays_once" UNIQUE NULLS NOT DISTINCT ("house") INCLUDE ("guest");

-- ==== mysql ====

-- refused: mysql cannot add unique constraint stays_once to stays: unique constraint "stays_once" has included columns, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
