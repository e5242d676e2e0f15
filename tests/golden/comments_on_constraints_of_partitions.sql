-- add unique constraint events_n_id_key to events
-- comment on constraint events_n_check of events
-- comment on constraint events_n_check of events_1
-- create partition events_2 of events

-- ==== sqlite ====

-- refused: sqlite cannot add unique constraint events_n_id_key to events: table "events" is divided among partitions, which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
-- nothing to do
-- nothing to do
-- refused: sqlite cannot create partition events_2 of events: table "events_2" is a partition of table "events", which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite

-- ==== postgres ====

ALTER TABLE ONLY "events" ADD CONSTRAINT "events_n_id_key" UNIQUE ("n", "id");
COMMENT ON CONSTRAINT "events_n_id_key" ON "events" IS 'once';
ALTER TABLE "events_1" ADD CONSTRAINT "events_1_n_id_key" UNIQUE ("n", "id");
ALTER INDEX "events_n_id_key" ATTACH PARTITION "events_1_n_id_key";
COMMENT ON CONSTRAINT "events_n_check" ON "events" IS 'at least one';
COMMENT ON CONSTRAINT "events_n_check" ON "events_1" IS 'its own';
CREATE TABLE "events_2" (
    "id" bigint NOT NULL,
    "n" integer NOT NULL,
    CONSTRAINT "events_2_pkey" PRIMARY KEY ("id", "n"),
    CONSTRAINT "events_2_n_id_key" UNIQUE ("n", "id"),
    CONSTRAINT "events_n_check" CHECK (n > 0)
);
ALTER TABLE "events" ATTACH PARTITION "events_2" FOR VALUES IN (2);

-- ==== mysql ====

-- refused: mysql cannot add unique constraint events_n_id_key to events: unique constraint "events_n_id_key" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on constraint events_n_check of events: constraint "events_n_check" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on constraint events_n_check of events_1: constraint "events_n_check" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot create partition events_2 of events: table "events_2" is a partition of table "events", which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
