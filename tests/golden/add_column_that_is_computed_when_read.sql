-- add column users.older

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "older" INTEGER GENERATED ALWAYS AS (age + 1) VIRTUAL;

-- ==== postgres ====

-- refused: postgres cannot add column users.older: column "older" is computed when it is read, which needs PostgreSQL 18, and this is for PostgreSQL 13.0.0
-- help: keep its value in the row: a stored generated column

-- ==== postgres (PostgreSQL 15.0.0) ====

-- refused: postgres cannot add column users.older: column "older" is computed when it is read, which needs PostgreSQL 18, and this is for PostgreSQL 15.0.0
-- help: keep its value in the row: a stored generated column

-- ==== postgres (PostgreSQL 18.0.0) ====

ALTER TABLE "users" ADD COLUMN "older" integer GENERATED ALWAYS AS (age + 1) VIRTUAL;

-- ==== mysql ====

ALTER TABLE `users` ADD COLUMN `older` INT GENERATED ALWAYS AS (age + 1) VIRTUAL;
