-- create index notes_idx on notes

-- ==== sqlite ====

-- refused: sqlite cannot create index notes_idx on notes: index "notes_idx" holds the beginning of a column alone, which SQLite does not have
-- help: leave the length out, or index the expression `substr(column, 1, length)`

-- ==== postgres ====

-- refused: postgres cannot create index notes_idx on notes: index "notes_idx" has a part that is the beginning of a value, which is MySQL's: on PostgreSQL use an expression, `left(…)`
-- help: leave it out where this is meant for PostgreSQL

-- ==== mysql ====

ALTER TABLE `notes` ADD INDEX `notes_idx` (`words`(20));
