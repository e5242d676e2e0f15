-- create composite type place

-- ==== sqlite ====

-- refused: sqlite cannot create composite type place: SQLite has no composite type
-- help: give the table a column for each field

-- ==== postgres ====

CREATE TYPE "place" AS ("street" varchar(80), "floors" integer[]);

-- ==== mysql ====

-- refused: mysql cannot create composite type place: MySQL and MariaDB have nothing like the composite type place
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
