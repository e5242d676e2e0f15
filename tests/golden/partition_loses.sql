-- drop index events_kind_idx of events
-- drop unique constraint events_place_at_key of events
-- drop check small of events
-- drop foreign key events_user_id_fkey of events
-- alter column events.id
-- drop primary key of events
-- drop column events.place

-- ==== sqlite ====

-- refused: sqlite cannot drop index events_kind_idx of events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot drop unique constraint events_place_at_key of events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot drop check small of events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot drop foreign key events_user_id_fkey of events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot alter column events.id: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot drop primary key of events: table "events" is divided among partitions, which no table is on SQLite
-- help: leave the partitions out where this is meant for SQLite
ALTER TABLE "events" DROP COLUMN "place";

-- ==== postgres ====

DROP INDEX "events_kind_idx";
ALTER TABLE "events" DROP CONSTRAINT "events_place_at_key";
ALTER TABLE "events" DROP CONSTRAINT "small";
ALTER TABLE "events" DROP CONSTRAINT "events_user_id_fkey";
ALTER TABLE "events" ALTER COLUMN "id" DROP IDENTITY;
ALTER TABLE "events" DROP CONSTRAINT "events_pkey";
ALTER TABLE "events" DROP COLUMN "place";

-- ==== mysql ====

ALTER TABLE `events`
    DROP INDEX `events_kind_idx`,
    DROP INDEX `events_place_at_key`,
    DROP CONSTRAINT `small`,
    DROP FOREIGN KEY `events_user_id_fkey`, DROP INDEX `events_user_id_fkey`,
    MODIFY COLUMN `id` BIGINT NOT NULL;
-- must find nothing: a view reads column "place" of table "events" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`events`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`events`[.]`place`|(?=.*`events` `([^`]+)`).*`\\1`[.]`place`)';
ALTER TABLE `events`
    DROP PRIMARY KEY,
    DROP COLUMN `place`;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `events`
    DROP INDEX `events_kind_idx`,
    DROP INDEX `events_place_at_key`,
    DROP CONSTRAINT `small`,
    DROP FOREIGN KEY `events_user_id_fkey`, DROP INDEX IF EXISTS `events_user_id_fkey`,
    MODIFY COLUMN `id` BIGINT NOT NULL;
-- must find nothing: a view reads column "place" of table "events" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`events`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`events`[.]`place`|(?=.*`events` `([^`]+)`).*`\\1`[.]`place`)';
ALTER TABLE `events`
    DROP PRIMARY KEY,
    DROP COLUMN `place`;
