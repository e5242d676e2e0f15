-- rename schema audit to log
-- add value extreme to enumeration log.level
-- replace view log.recent

-- ==== sqlite ====

-- refused: sqlite cannot rename schema audit to log: SQLite has no schema
-- help: put what it holds into a database of its own, and attach that
-- refused: sqlite cannot add value extreme to enumeration log.level: table "log.events" shows each role its own rows, which SQLite does not have
-- help: leave it out
-- must find nothing: view "log.recent" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger "' || name || '"' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'log.recent' COLLATE NOCASE AND name NOT IN ();
DROP VIEW "log.recent";
CREATE VIEW "log.recent" AS
SELECT id FROM log.events;

-- ==== postgres ====

ALTER SCHEMA "audit" RENAME TO "log";
-- outside of a transaction:
ALTER TYPE "log"."level" ADD VALUE IF NOT EXISTS 'extreme';
-- must find nothing: view "log.recent" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger ' || quote_ident(tgname) FROM pg_trigger WHERE tgrelid = to_regclass('"log"."recent"') AND NOT tgisinternal AND tgname NOT IN ('')
UNION ALL SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE indrelid = to_regclass('"log"."recent"')
UNION ALL SELECT 'privilege of ' || r.rolname FROM pg_class c CROSS JOIN aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee WHERE c.oid = to_regclass('"log"."recent"') AND a.grantee <> c.relowner AND r.rolname NOT IN ('');
DROP VIEW "log"."recent";
CREATE VIEW "log"."recent" AS
SELECT id FROM log.events;

-- ==== mysql ====

-- refused: mysql cannot rename schema audit to log: MySQL and MariaDB have nothing like the schema audit
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
ALTER TABLE `log.events` MODIFY COLUMN `level` ENUM('low', 'high', 'extreme') NOT NULL;
CREATE OR REPLACE VIEW `log.recent` AS SELECT id FROM log.events;
