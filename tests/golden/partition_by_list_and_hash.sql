-- create table places
-- create partition places_de of places
-- create partition places_de_0 of places_de
-- create partition places_de_1 of places_de
-- create partition places_nowhere of places
-- create table spans
-- create partition spans_low of spans

-- ==== sqlite ====

-- refused: sqlite cannot create table places: table "places" is divided among partitions, which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
-- refused: sqlite cannot create partition places_de of places: table "places_de" is divided among partitions, which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
-- refused: sqlite cannot create partition places_de_0 of places_de: table "places_de_0" is a partition of table "places_de", which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
-- refused: sqlite cannot create partition places_de_1 of places_de: table "places_de_1" is a partition of table "places_de", which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
-- refused: sqlite cannot create partition places_nowhere of places: table "places_nowhere" is a partition of table "places", which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
-- refused: sqlite cannot create table spans: table "spans" is divided among partitions, which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
-- refused: sqlite cannot create partition spans_low of spans: table "spans_low" is a partition of table "spans", which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite

-- ==== postgres ====

CREATE TABLE "places" (
    "id" integer NOT NULL,
    "country" varchar(2),
    "n" integer NOT NULL
) PARTITION BY LIST ((lower(country)));
CREATE INDEX "places_n_idx" ON "places" ("n");
CREATE TABLE "places_de" (
    "id" integer NOT NULL,
    "country" varchar(2),
    "n" integer NOT NULL
) PARTITION BY HASH ("id", "n");
CREATE INDEX "places_de_n_idx" ON "places_de" ("n");
ALTER TABLE "places" ATTACH PARTITION "places_de" FOR VALUES IN ('de', 'at');
CREATE TABLE "places_de_0" (
    "id" integer NOT NULL,
    "country" varchar(2),
    "n" integer NOT NULL
);
CREATE INDEX "places_de_0_n_idx" ON "places_de_0" ("n");
ALTER TABLE "places_de" ATTACH PARTITION "places_de_0" FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE "places_de_1" (
    "id" integer NOT NULL,
    "country" varchar(2),
    "n" integer NOT NULL
);
CREATE INDEX "places_de_1_n_idx" ON "places_de_1" ("n");
ALTER TABLE "places_de" ATTACH PARTITION "places_de_1" FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE "places_nowhere" (
    "id" integer NOT NULL,
    "country" varchar(2),
    "n" integer NOT NULL
);
CREATE INDEX "places_nowhere_n_idx" ON "places_nowhere" ("n");
ALTER TABLE "places" ATTACH PARTITION "places_nowhere" FOR VALUES IN (NULL);
CREATE TABLE "spans" (
    "a" integer NOT NULL,
    "b" integer NOT NULL
) PARTITION BY RANGE ("a", "b");
CREATE TABLE "spans_low" (
    "a" integer NOT NULL,
    "b" integer NOT NULL
);
ALTER TABLE "spans" ATTACH PARTITION "spans_low" FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, MAXVALUE);

-- ==== mysql ====

-- refused: mysql cannot create table places: table "places" is divided among partitions, which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
-- refused: mysql cannot create partition places_de of places: table "places_de" is divided among partitions, which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
-- refused: mysql cannot create partition places_de_0 of places_de: table "places_de_0" is a partition of table "places_de", which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
-- refused: mysql cannot create partition places_de_1 of places_de: table "places_de_1" is a partition of table "places_de", which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
-- refused: mysql cannot create partition places_nowhere of places: table "places_nowhere" is a partition of table "places", which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
-- refused: mysql cannot create table spans: table "spans" is divided among partitions, which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
-- refused: mysql cannot create partition spans_low of spans: table "spans_low" is a partition of table "spans", which no table is on MySQL and MariaDB
-- help: leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another way: `schema.sql(by_dialect().mysql("ALTER TABLE … PARTITION BY …"))`
