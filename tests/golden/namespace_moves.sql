-- create schema log
-- rename table audit.events to log.entries
-- rename table users to audit.people
-- rename table log.entries to entries
-- rename view audit.recent to log.latest
-- rename enumeration audit.level to grade

-- ==== sqlite ====

-- refused: sqlite cannot create schema log: SQLite has no schema
-- help: put what it holds into a database of its own, and attach that
ALTER TABLE "audit.events" RENAME TO "log.entries";
ALTER TABLE "users" RENAME TO "audit.people";
ALTER TABLE "log.entries" RENAME TO "entries";
-- must find nothing: view "audit.recent" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger "' || name || '"' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit.recent' COLLATE NOCASE AND name NOT IN ();
DROP VIEW "audit.recent";
CREATE VIEW "log.latest" AS
SELECT id, note FROM entries WHERE id > 100;
-- nothing to do

-- ==== postgres ====

CREATE SCHEMA "log";
ALTER TABLE "audit"."events" SET SCHEMA "log";
ALTER TABLE "log"."events" RENAME TO "entries";
ALTER TABLE "users" SET SCHEMA "audit";
ALTER TABLE "audit"."users" RENAME TO "people";
DO $$BEGIN
    EXECUTE format('ALTER TABLE "log"."entries" SET SCHEMA %I', current_schema());
END$$;
ALTER VIEW "audit"."recent" SET SCHEMA "log";
ALTER VIEW "log"."recent" RENAME TO "latest";
DO $$BEGIN
    EXECUTE format('ALTER TYPE "audit"."level" SET SCHEMA %I', current_schema());
END$$;
ALTER TYPE "level" RENAME TO "grade";

-- ==== mysql ====

-- refused: mysql cannot create schema log: MySQL and MariaDB have nothing like the schema log
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
RENAME TABLE `audit.events` TO `log.entries`;
CREATE OR REPLACE VIEW `audit.recent` AS SELECT id, note FROM log.entries WHERE id > 100;
RENAME TABLE `users` TO `audit.people`;
RENAME TABLE `log.entries` TO `entries`;
CREATE OR REPLACE VIEW `audit.recent` AS SELECT id, note FROM entries WHERE id > 100;
RENAME TABLE `audit.recent` TO `log.latest`;
-- nothing to do
