-- drop view audit.recent
-- drop table audit.events
-- drop enumeration audit.level
-- drop sequence audit.counter
-- drop schema audit

-- ==== sqlite ====

DROP VIEW "audit.recent";
-- without foreign keys:
DROP TABLE "audit.events";
-- nothing to do
-- refused: sqlite cannot drop sequence audit.counter: SQLite has no sequence
-- help: number rows with an identity column
-- refused: sqlite cannot drop schema audit: SQLite has no schema
-- help: put what it holds into a database of its own, and attach that

-- ==== postgres ====

DROP VIEW "audit"."recent";
DROP TABLE "audit"."events";
DROP TYPE "audit"."events_kind";
DROP TYPE "audit"."level";
DROP SEQUENCE "audit"."counter";
DROP SCHEMA "audit";

-- ==== mysql ====

DROP VIEW `audit.recent`;
-- must find nothing: a view reads table "audit.events" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`audit.events`'), view_definition) > 0;
DROP TABLE `audit.events`;
-- nothing to do
DROP SEQUENCE `audit.counter`;
-- refused: mysql cannot drop schema audit: MySQL and MariaDB have nothing like the schema audit
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
