-- create index notes_idx on notes

-- ==== sqlite ====

-- refused: sqlite cannot create index notes_idx on notes: index "notes_idx" is invisible, which SQLite does not have
-- help: drop the index instead

-- ==== postgres ====

-- refused: postgres cannot create index notes_idx on notes: index "notes_idx" has queries that do not see it, which is MySQL's and MariaDB's alone
-- help: leave it out where this is meant for PostgreSQL

-- ==== mysql ====

-- refused: mysql cannot create index notes_idx on notes: index "notes_idx" is one that queries do not use, which needs MySQL, or MariaDB from version 10.6, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it

-- ==== mysql (MySQL 8.4.0) ====

ALTER TABLE `notes` ADD INDEX `notes_idx` (`n`) INVISIBLE;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `notes` ADD INDEX `notes_idx` (`n`) IGNORED;
