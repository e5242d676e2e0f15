-- create table old_events

-- ==== sqlite ====

-- refused: sqlite cannot create table old_events: table "old_events" is a partition of table "events", which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite

-- ==== postgres ====

CREATE TABLE "old_events" (
    "year" integer NOT NULL
);
CREATE INDEX "old_events_year_idx" ON "old_events" ("year");
ALTER TABLE "events" ATTACH PARTITION "old_events" FOR VALUES FROM (2000) TO (2020);

-- ==== mysql ====

-- refused: mysql cannot create table old_events: table "old_events" is a partition of table "events", which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
