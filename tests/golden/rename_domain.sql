-- rename domain amount to number

-- ==== sqlite ====

-- nothing to do

-- ==== postgres ====

ALTER DOMAIN "amount" RENAME TO "number";

-- ==== mysql ====

-- refused: mysql cannot rename domain amount to number: MySQL and MariaDB have nothing like the domain amount
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
