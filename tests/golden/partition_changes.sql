-- add column events.note
-- add column events.size
-- add check events_size_check to events
-- rename column events.kind to sort
-- alter column events.place
-- create index events_place_sort_idx on events
-- create index events_size_idx on events
-- add unique constraint events_place_at_key to events
-- add foreign key events_place_fkey to events
-- rename index events_kind_idx of events to events_sort_idx
-- rename table events to happenings
-- drop column happenings.note

-- ==== sqlite ====

-- refused: sqlite cannot add column events.note: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot add column events.size: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot add check events_size_check to events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
ALTER TABLE "events" RENAME COLUMN "kind" TO "sort";
-- refused: sqlite cannot alter column events.place: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot create index events_place_sort_idx on events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot create index events_size_idx on events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot add unique constraint events_place_at_key to events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot add foreign key events_place_fkey to events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
DROP INDEX "events_kind_idx";
CREATE INDEX "events_sort_idx" ON "events" ("sort");
ALTER TABLE "events" RENAME TO "happenings";
ALTER TABLE "happenings" DROP COLUMN "note";

-- ==== sqlite (SQLite 3.53.0) ====

ALTER TABLE "events" ADD COLUMN "note" VARCHAR(40);
ALTER TABLE "events" ADD COLUMN "size" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "events" ADD CONSTRAINT "events_size_check" CHECK (size >= 0);
ALTER TABLE "events" RENAME COLUMN "kind" TO "sort";
-- refused: sqlite cannot alter column events.place: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot create index events_place_sort_idx on events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot create index events_size_idx on events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot add unique constraint events_place_at_key to events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
-- refused: sqlite cannot add foreign key events_place_fkey to events: column "id" numbers rows, which SQLite does only for a column that alone is the primary key
-- help: make it the primary key, or leave the numbering out
DROP INDEX "events_kind_idx";
CREATE INDEX "events_sort_idx" ON "events" ("sort");
ALTER TABLE "events" RENAME TO "happenings";
ALTER TABLE "happenings" DROP COLUMN "note";

-- ==== postgres ====

ALTER TABLE "events" ADD COLUMN "note" varchar(40);
ALTER TABLE "events" ADD COLUMN "size" integer NOT NULL DEFAULT 0;
ALTER TABLE "events" ADD CONSTRAINT "events_size_check" CHECK (size >= 0);
ALTER TABLE "events" RENAME COLUMN "kind" TO "sort";
ALTER TABLE "events" ALTER COLUMN "place" TYPE bigint USING "place"::bigint, ALTER COLUMN "place" SET DEFAULT 7;
CREATE INDEX "events_place_sort_idx" ON ONLY "events" ("place", "sort");
CREATE INDEX "events_2026_place_sort_idx" ON "events_2026" ("place", "sort");
ALTER INDEX "events_place_sort_idx" ATTACH PARTITION "events_2026_place_sort_idx";
CREATE INDEX "events_rest_place_sort_idx" ON "events_rest" ("place", "sort");
ALTER INDEX "events_place_sort_idx" ATTACH PARTITION "events_rest_place_sort_idx";
CREATE INDEX "events_size_idx" ON ONLY "events" ("size");
-- outside of a transaction:
DO $$BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('"events_2026_size_idx"') AND indrelid = to_regclass('"events_2026"') AND NOT indisvalid) THEN
        ALTER INDEX "events_2026_size_idx" RENAME TO "__migrate_invalid_index";
    END IF;
END$$;
DROP INDEX CONCURRENTLY IF EXISTS "__migrate_invalid_index";
CREATE INDEX CONCURRENTLY "events_2026_size_idx" ON "events_2026" ("size");
ALTER INDEX "events_size_idx" ATTACH PARTITION "events_2026_size_idx";
-- outside of a transaction:
DO $$BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('"events_rest_size_idx"') AND indrelid = to_regclass('"events_rest"') AND NOT indisvalid) THEN
        ALTER INDEX "events_rest_size_idx" RENAME TO "__migrate_invalid_index";
    END IF;
END$$;
DROP INDEX CONCURRENTLY IF EXISTS "__migrate_invalid_index";
CREATE INDEX CONCURRENTLY "events_rest_size_idx" ON "events_rest" ("size");
ALTER INDEX "events_size_idx" ATTACH PARTITION "events_rest_size_idx";
ALTER TABLE ONLY "events" ADD CONSTRAINT "events_place_at_key" UNIQUE ("place", "at");
ALTER TABLE "events_2026" ADD CONSTRAINT "events_2026_place_at_key" UNIQUE ("place", "at");
ALTER INDEX "events_place_at_key" ATTACH PARTITION "events_2026_place_at_key";
ALTER TABLE "events_rest" ADD CONSTRAINT "events_rest_place_at_key" UNIQUE ("place", "at");
ALTER INDEX "events_place_at_key" ATTACH PARTITION "events_rest_place_at_key";
ALTER TABLE "events" ADD CONSTRAINT "events_place_fkey" FOREIGN KEY ("place") REFERENCES "users" ("id");
ALTER INDEX "events_kind_idx" RENAME TO "events_sort_idx";
ALTER TABLE "events" RENAME TO "happenings";
ALTER TABLE "happenings" DROP COLUMN "note";

-- ==== mysql ====

ALTER TABLE `events`
    ADD COLUMN `note` VARCHAR(40) NULL,
    ADD COLUMN `size` INT NOT NULL DEFAULT 0,
    ADD CONSTRAINT `events_size_check` CHECK (size >= 0);
ALTER TABLE `events` DROP CONSTRAINT `events_kind_check`;
ALTER TABLE `events` RENAME COLUMN `kind` TO `sort`;
ALTER TABLE `events` ADD CONSTRAINT `events_kind_check` CHECK (sort <> '');
ALTER TABLE `events`
    MODIFY COLUMN `place` BIGINT NULL DEFAULT 7,
    ADD INDEX `events_place_sort_idx` (`place`, `sort`);
ALTER TABLE `events` ADD INDEX `events_size_idx` (`size`), ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE `events`
    ADD UNIQUE INDEX `events_place_at_key` (`place`, `at`),
    ADD CONSTRAINT `events_place_fkey` FOREIGN KEY (`place`) REFERENCES `users` (`id`),
    RENAME INDEX `events_kind_idx` TO `events_sort_idx`;
RENAME TABLE `events` TO `happenings`;
-- must find nothing: a view reads column "note" of table "happenings" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`happenings`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`happenings`[.]`note`|(?=.*`happenings` `([^`]+)`).*`\\1`[.]`note`)';
ALTER TABLE `happenings` DROP COLUMN `note`;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `events`
    ADD COLUMN `note` VARCHAR(40) NULL,
    ADD COLUMN `size` INT NOT NULL DEFAULT 0,
    ADD CONSTRAINT `events_size_check` CHECK (size >= 0);
ALTER TABLE `events` COMMENT = 'by the year';
ALTER TABLE `events` RENAME COLUMN `kind` TO `sort`;
ALTER TABLE `events`
    MODIFY COLUMN `place` BIGINT NULL DEFAULT 7,
    ADD INDEX `events_place_sort_idx` (`place`, `sort`);
ALTER TABLE `events` ADD INDEX `events_size_idx` (`size`), ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE `events`
    ADD UNIQUE INDEX `events_place_at_key` (`place`, `at`),
    ADD CONSTRAINT `events_place_fkey` FOREIGN KEY (`place`) REFERENCES `users` (`id`),
    RENAME INDEX `events_kind_idx` TO `events_sort_idx`;
RENAME TABLE `events` TO `happenings`;
-- must find nothing: a view reads column "note" of table "happenings" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`happenings`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`happenings`[.]`note`|(?=.*`happenings` `([^`]+)`).*`\\1`[.]`note`)';
ALTER TABLE `happenings` DROP COLUMN `note`;
