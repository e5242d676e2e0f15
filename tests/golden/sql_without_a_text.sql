-- run SQL: SELECT 1
-- add check users_age to users
-- add column users.place
-- create index users_age_idx on users
-- backfill users.age

-- ==== sqlite ====

-- refused: sqlite cannot run SQL: SELECT 1: the SQL has no text for sqlite
-- help: give it one with `by_dialect().sqlite("…")`, or one text for all
-- refused: sqlite cannot add check users_age to users: check "users_age" has no text for sqlite
-- help: give it one with `by_dialect().sqlite("…")`, or one text for all
ALTER TABLE "users" ADD COLUMN "place" TEXT;
-- refused: sqlite cannot create index users_age_idx on users: the filter of index "users_age_idx" has no text for sqlite
-- help: give it one with `by_dialect().sqlite("…")`, or one text for all
-- refused: sqlite cannot backfill users.age: the value of column "age" has no text for sqlite
-- help: give it one with `by_dialect().sqlite("…")`, or one text for all

-- ==== postgres ====

SELECT 1;
-- refused: postgres cannot add check users_age to users: check "users_age" has no text for postgres
-- help: give it one with `by_dialect().postgres("…")`, or one text for all
-- refused: postgres cannot add column users.place: the type of column "place" has no text for postgres
-- help: give it one with `by_dialect().postgres("…")`, or one text for all
CREATE INDEX "users_age_idx" ON "users" ("age") WHERE age > 0;
-- refused: postgres cannot backfill users.age: the value of column "age" has no text for postgres
-- help: give it one with `by_dialect().postgres("…")`, or one text for all

-- ==== mysql ====

-- refused: mysql cannot run SQL: SELECT 1: the SQL has no text for mysql
-- help: give it one with `by_dialect().mysql("…")`, or one text for all
ALTER TABLE `users` ADD CONSTRAINT `users_age` CHECK (age > 0);
-- refused: mysql cannot add column users.place: the type of column "place" has no text for mysql
-- help: give it one with `by_dialect().mysql("…")`, or one text for all
-- refused: mysql cannot create index users_age_idx on users: index "users_age_idx" has a filter, and MySQL and MariaDB have no partial indexes
-- help: leave the filter out, or create the index with `schema.sql(by_dialect()…)` on the others only
UPDATE `users` SET `age` = 1;
