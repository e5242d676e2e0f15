-- create index rich on users

-- ==== sqlite ====

CREATE INDEX "rich" ON "users" ("email") WHERE CAST("credit" AS NUMERIC) > 9;

-- ==== postgres ====

CREATE INDEX "rich" ON "users" ("email") WHERE credit > 9;

-- ==== mysql ====

-- refused: mysql cannot create index rich on users: index "rich" has a filter, and MySQL and MariaDB have no partial indexes
-- help: leave the filter out, or create the index with `schema.sql(by_dialect()…)` on the others only
