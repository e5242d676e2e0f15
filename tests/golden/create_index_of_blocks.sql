-- create index notes_idx on notes

-- ==== sqlite ====

-- refused: sqlite cannot create index notes_idx on notes: index "notes_idx" is a brin index, while SQLite has trees alone
-- help: leave the method out; words are searched in a virtual table of fts5

-- ==== postgres ====

CREATE INDEX "notes_idx" ON "notes" USING brin ("n");

-- ==== mysql ====

-- refused: mysql cannot create index notes_idx on notes: index "notes_idx" has the method brin, which InnoDB has not
-- help: leave the method out where this is meant for MySQL and MariaDB
