-- create index notes_idx on notes

-- ==== sqlite ====

-- refused: sqlite cannot create index notes_idx on notes: index "notes_idx" includes columns that are no part of its key, which SQLite does not have
-- help: leave them out, or make an index with them behind the others

-- ==== postgres ====

-- refused: postgres cannot create index notes_idx on notes: index "notes_idx" over NULLs that are not distinct needs PostgreSQL 15, and this is for PostgreSQL 13.0.0
-- help: leave it out, or use a later version of the server

-- ==== postgres (PostgreSQL 15.0.0) ====

CREATE UNIQUE INDEX "notes_idx" ON "notes" ("n" DESC NULLS LAST) INCLUDE ("title") NULLS NOT DISTINCT WITH (fillfactor = 70);

-- ==== postgres (PostgreSQL 18.0.0) ====

CREATE UNIQUE INDEX "notes_idx" ON "notes" ("n" DESC NULLS LAST) INCLUDE ("title") NULLS NOT DISTINCT WITH (fillfactor = 70);

-- ==== mysql ====

-- refused: mysql cannot create index notes_idx on notes: index "notes_idx" has included columns, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
