-- create index notes_idx on notes

-- ==== sqlite ====

-- refused: sqlite cannot create index notes_idx on notes: index "notes_idx" is a gin index, while SQLite has trees alone
-- help: leave the method out; words are searched in a virtual table of fts5

-- ==== postgres ====

CREATE INDEX "notes_idx" ON "notes" USING gin ("body" jsonb_path_ops) WITH (fastupdate = off);

-- ==== mysql ====

-- refused: mysql cannot create index notes_idx on notes: index "notes_idx" has storage parameters, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
