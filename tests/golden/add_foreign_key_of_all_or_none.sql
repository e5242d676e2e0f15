-- add foreign key stays_room to stays

-- ==== sqlite ====

-- refused: sqlite cannot add foreign key stays_room to stays: foreign key "stays_room" asks for MATCH FULL, which SQLite reads and does not heed
-- help: add a check that its columns are all NULL or all not

-- ==== postgres ====

ALTER TABLE "stays" ADD CONSTRAINT "stays_room" FOREIGN KEY ("house", "number") REFERENCES "rooms" ("house", "number") MATCH FULL DEFERRABLE INITIALLY DEFERRED;

-- ==== mysql ====

-- refused: mysql cannot add foreign key stays_room to stays: foreign key "stays_room" has a check at the transaction's end, which is PostgreSQL's and SQLite's
-- help: leave it out where this is meant for MySQL and MariaDB
