-- drop index events_kind_idx of events
-- add foreign key again to events

-- ==== sqlite ====

-- refused: sqlite cannot drop index events_kind_idx of events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot add foreign key again to events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out

-- ==== postgres ====

DROP INDEX "events_kind_idx";
-- refused: postgres cannot add foreign key again to events: foreign key "again" of a table with partitions goes for all rows
-- help: leave `not_valid` out, or add it to each partition

-- ==== mysql ====

ALTER TABLE `events` DROP INDEX `events_kind_idx`, ALGORITHM = INPLACE, LOCK = NONE;
-- refused: mysql cannot add foreign key again to events: foreign keys "events_user_id_fkey" and "again" would share an index that the server makes for one of them
-- help: create an index over user_id first
