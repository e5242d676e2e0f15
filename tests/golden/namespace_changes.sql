-- add column audit.events.place
-- create index events_place_idx on audit.events
-- drop column audit.events.parent
-- rename column audit.events.note to text
-- alter column audit.events.kind
-- alter column audit.events.place
-- rename index by_kind of audit.events to by_the_kind
-- alter index by_the_kind of audit.events
-- drop unique constraint events_user_id_kind_key of audit.events
-- create index events_level_idx on audit.events
-- drop index by_the_kind of audit.events
-- alter table audit.events

-- ==== sqlite ====

-- refused: sqlite cannot add column audit.events.place: table "audit.events" shows each role its own rows, which SQLite does not have
-- help: leave it out
-- refused: sqlite cannot create index events_place_idx on audit.events: table "audit.events" shows each role its own rows, which SQLite does not have
-- help: leave it out
-- refused: sqlite cannot drop column audit.events.parent: table "audit.events" shows each role its own rows, which SQLite does not have
-- help: leave it out
-- must find nothing: view "audit.recent" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger "' || name || '"' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit.recent' COLLATE NOCASE AND name NOT IN ();
DROP VIEW "audit.recent";
ALTER TABLE "audit.events" RENAME COLUMN "note" TO "text";
CREATE VIEW "audit.recent" AS
SELECT id, text AS note FROM audit.events WHERE id > 100;
-- refused: sqlite cannot alter column audit.events.kind: table "audit.events" shows each role its own rows, which SQLite does not have
-- help: leave it out
-- refused: sqlite cannot alter column audit.events.place: table "audit.events" shows each role its own rows, which SQLite does not have
-- help: leave it out
DROP INDEX "by_kind";
CREATE INDEX "by_the_kind" ON "audit.events" ("kind");
-- nothing to do
-- refused: sqlite cannot drop unique constraint events_user_id_kind_key of audit.events: table "audit.events" shows each role its own rows, which SQLite does not have
-- help: leave it out
CREATE INDEX "events_level_idx" ON "audit.events" ("level");
DROP INDEX "by_the_kind";
-- refused: sqlite cannot alter table audit.events: table "audit.events" shows each role its own rows, which SQLite does not have
-- help: leave it out

-- ==== postgres ====

ALTER TABLE "audit"."events" ADD COLUMN "place" integer NOT NULL DEFAULT 0;
CREATE INDEX "events_place_idx" ON "audit"."events" ("place");
ALTER TABLE "audit"."events" DROP COLUMN "parent";
ALTER TABLE "audit"."events" RENAME COLUMN "note" TO "text";
CREATE TYPE "audit"."__migrate_new_type" AS ENUM ('gone', 'made');
ALTER TABLE "audit"."events" ALTER COLUMN "kind" DROP DEFAULT, ALTER COLUMN "kind" TYPE "audit"."__migrate_new_type" USING "kind"::text::"audit"."__migrate_new_type", ALTER COLUMN "kind" SET DEFAULT 'made';
DROP TYPE "audit"."events_kind";
ALTER TYPE "audit"."__migrate_new_type" RENAME TO "events_kind";
ALTER TABLE "audit"."events" ALTER COLUMN "place" DROP DEFAULT, ALTER COLUMN "place" TYPE bigint USING "place"::bigint, ALTER COLUMN "place" SET DEFAULT 0;
COMMENT ON COLUMN "audit"."events"."place" IS 'in words';
ALTER INDEX "audit"."by_kind" RENAME TO "by_the_kind";
COMMENT ON INDEX "audit"."by_the_kind" IS NULL;
ALTER TABLE "audit"."events" DROP CONSTRAINT "events_user_id_kind_key";
-- outside of a transaction:
DO $$BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('"audit"."events_level_idx"') AND indrelid = to_regclass('"audit"."events"') AND NOT indisvalid) THEN
        ALTER INDEX "audit"."events_level_idx" RENAME TO "__migrate_invalid_index";
    END IF;
END$$;
DROP INDEX CONCURRENTLY IF EXISTS "audit"."__migrate_invalid_index";
CREATE INDEX CONCURRENTLY "events_level_idx" ON "audit"."events" ("level");
-- outside of a transaction:
DROP INDEX CONCURRENTLY "audit"."by_the_kind";
COMMENT ON TABLE "audit"."events" IS NULL;

-- ==== mysql ====

-- must find nothing: a view reads column "parent" of table "audit.events" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`audit.events`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`audit\\.events`[.]`parent`|(?=.*`audit\\.events` `([^`]+)`).*`\\1`[.]`parent`)';
ALTER TABLE `audit.events`
    ADD COLUMN `place` INT NOT NULL DEFAULT 0,
    ADD INDEX `events_place_idx` (`place`),
    DROP FOREIGN KEY `events_parent_fkey`, DROP INDEX `events_parent_fkey`, DROP COLUMN `parent`;
ALTER TABLE `audit.events` DROP CONSTRAINT `events_note_check`;
ALTER TABLE `audit.events` RENAME COLUMN `note` TO `text`;
ALTER TABLE `audit.events` ADD CONSTRAINT `events_note_check` CHECK (length(text) > 0);
CREATE OR REPLACE VIEW `audit.recent` AS SELECT id, text AS note FROM audit.events WHERE id > 100;
ALTER TABLE `audit.events`
    MODIFY COLUMN `kind` ENUM('gone', 'made') NOT NULL DEFAULT 'made',
    MODIFY COLUMN `place` BIGINT NOT NULL DEFAULT 0 COMMENT 'in words',
    RENAME INDEX `by_kind` TO `by_the_kind`;
ALTER TABLE `audit.events` DROP INDEX `by_the_kind`, ADD INDEX `by_the_kind` (`kind`);
ALTER TABLE `audit.events` DROP FOREIGN KEY `events_user_id_fkey`;
ALTER TABLE `audit.events` DROP INDEX `events_user_id_kind_key`;
ALTER TABLE `audit.events` ADD CONSTRAINT `events_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;
ALTER TABLE `audit.events` ADD INDEX `events_level_idx` (`level`), ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE `audit.events` DROP INDEX `by_the_kind`, ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE `audit.events` COMMENT = '';

-- ==== mysql (MariaDB 10.6.0) ====

-- must find nothing: a view reads column "parent" of table "audit.events" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`audit.events`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`audit\\.events`[.]`parent`|(?=.*`audit\\.events` `([^`]+)`).*`\\1`[.]`parent`)';
ALTER TABLE `audit.events`
    ADD COLUMN `place` INT NOT NULL DEFAULT 0,
    ADD INDEX `events_place_idx` (`place`),
    DROP FOREIGN KEY `events_parent_fkey`, DROP INDEX IF EXISTS `events_parent_fkey`, DROP COLUMN `parent`;
ALTER TABLE `audit.events` COMMENT = 'what happened';
ALTER TABLE `audit.events` RENAME COLUMN `note` TO `text`;
CREATE OR REPLACE VIEW `audit.recent` AS SELECT id, text AS note FROM audit.events WHERE id > 100;
ALTER TABLE `audit.events`
    MODIFY COLUMN `kind` ENUM('gone', 'made') NOT NULL DEFAULT 'made',
    MODIFY COLUMN `place` BIGINT NOT NULL DEFAULT 0 COMMENT 'in words',
    RENAME INDEX `by_kind` TO `by_the_kind`;
ALTER TABLE `audit.events` DROP INDEX `by_the_kind`, ADD INDEX `by_the_kind` (`kind`);
ALTER TABLE `audit.events` DROP FOREIGN KEY `events_user_id_fkey`;
ALTER TABLE `audit.events` DROP INDEX `events_user_id_kind_key`;
ALTER TABLE `audit.events` ADD CONSTRAINT `events_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;
ALTER TABLE `audit.events` ADD INDEX `events_level_idx` (`level`), ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE `audit.events` DROP INDEX `by_the_kind`, ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE `audit.events` COMMENT = '';
