-- add primary key to stays

-- ==== sqlite ====

-- refused: sqlite cannot add primary key to stays: primary key "stays_pkey" includes columns that are no part of its key, which SQLite does not have
-- help: leave them out, or make an index with them behind the others

-- ==== postgres ====

ALTER TABLE "stays" ADD CONSTRAINT "stays_pkey" PRIMARY KEY ("guest") INCLUDE ("house") DEFERRABLE INITIALLY DEFERRED;

-- ==== mysql ====

-- refused: mysql cannot add primary key to stays: the primary key of table "stays" has a check at the transaction's end, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
