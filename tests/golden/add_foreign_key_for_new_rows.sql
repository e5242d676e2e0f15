-- add foreign key stays_room to stays
-- validate constraint stays_room of stays

-- ==== sqlite ====

-- refused: sqlite cannot add foreign key stays_room to stays: foreign key "stays_room" is enforced for new rows alone, while SQLite enforces it for all
-- help: let it hold for all rows, or leave it out
-- nothing to do

-- ==== postgres ====

ALTER TABLE "stays" ADD CONSTRAINT "stays_room" FOREIGN KEY ("house", "number") REFERENCES "rooms" ("house", "number") NOT VALID;
ALTER TABLE "stays" VALIDATE CONSTRAINT "stays_room";

-- ==== mysql ====

-- refused: mysql cannot add foreign key stays_room to stays: foreign key "stays_room" has rows that it does not go for, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- nothing to do
