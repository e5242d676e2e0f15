-- create grant on users to PUBLIC

-- ==== sqlite ====

-- refused: sqlite cannot create grant on users to PUBLIC: SQLite has no grant
-- help: leave it out: who may open the file may do everything

-- ==== postgres ====

GRANT INSERT, SELECT ON "users" TO PUBLIC;

-- ==== mysql ====

-- refused: mysql cannot create grant on users to PUBLIC: MySQL and MariaDB have nothing like the grant on users to PUBLIC
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
