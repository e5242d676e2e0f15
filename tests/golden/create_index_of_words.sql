-- create index notes_idx on notes

-- ==== sqlite ====

-- refused: sqlite cannot create index notes_idx on notes: index "notes_idx" is a fulltext index, while SQLite has trees alone
-- help: leave the method out; words are searched in a virtual table of fts5

-- ==== postgres ====

-- refused: postgres cannot create index notes_idx on notes: index "notes_idx" has the method fulltext, which is MySQL's alone
-- help: on PostgreSQL use the method gin over `to_tsvector('simple', …)`

-- ==== mysql ====

ALTER TABLE `notes` ADD FULLTEXT INDEX `notes_idx` (`words`);
