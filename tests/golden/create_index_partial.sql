-- create index adults on users

-- ==== sqlite ====

CREATE UNIQUE INDEX "adults" ON "users" ("email") WHERE age > 0;

-- ==== postgres ====

CREATE UNIQUE INDEX "adults" ON "users" ("email") WHERE age > 0;

-- ==== mysql ====

-- refused: mysql cannot create index adults on users: index "adults" has a filter, and MySQL and MariaDB have no partial indexes
-- help: leave the filter out, or create the index with `schema.sql(by_dialect()…)` on the others only
