-- add foreign key stays_room to stays

-- ==== sqlite ====

-- refused: sqlite cannot add foreign key stays_room to stays: foreign key "stays_room" sets some of its columns, while SQLite sets all or none
-- help: name no columns, or set them in a trigger

-- ==== postgres ====

-- refused: postgres cannot add foreign key stays_room to stays: foreign key "stays_room", which sets some of its columns, needs PostgreSQL 15, and this is for PostgreSQL 13.0.0
-- help: leave it out, or use a later version of the server

-- ==== postgres (PostgreSQL 15.0.0) ====

ALTER TABLE "stays" ADD CONSTRAINT "stays_room" FOREIGN KEY ("house", "number") REFERENCES "rooms" ("house", "number") ON DELETE SET NULL ("number");

-- ==== postgres (PostgreSQL 18.0.0) ====

ALTER TABLE "stays" ADD CONSTRAINT "stays_room" FOREIGN KEY ("house", "number") REFERENCES "rooms" ("house", "number") ON DELETE SET NULL ("number");

-- ==== mysql ====

-- refused: mysql cannot add foreign key stays_room to stays: foreign key "stays_room" has columns of its own to set, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
