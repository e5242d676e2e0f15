-- replace view named
-- replace materialised view counted
-- replace sequence numbers
-- replace function twice(integer)
-- replace policy grown of people

-- ==== sqlite ====

-- must find nothing: view "named" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger "' || name || '"' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'named' COLLATE NOCASE AND name NOT IN ();
DROP VIEW "named";
CREATE VIEW "named" AS
SELECT id FROM people;
-- refused: sqlite cannot replace materialised view counted: SQLite has no materialised view
-- help: create a plain view, or a table that triggers keep up to date
-- refused: sqlite cannot replace sequence numbers: SQLite has no sequence
-- help: number rows with an identity column
-- refused: sqlite cannot replace function twice(integer): SQLite has no function
-- help: let the application do it: its functions are registered with each connection
-- refused: sqlite cannot replace policy grown of people: SQLite has no policy
-- help: leave it out: who may open the file may do everything

-- ==== postgres ====

-- must find nothing: view "named" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger ' || quote_ident(tgname) FROM pg_trigger WHERE tgrelid = to_regclass('"named"') AND NOT tgisinternal AND tgname NOT IN ('')
UNION ALL SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE indrelid = to_regclass('"named"')
UNION ALL SELECT 'privilege of ' || r.rolname FROM pg_class c CROSS JOIN aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee WHERE c.oid = to_regclass('"named"') AND a.grantee <> c.relowner AND r.rolname NOT IN ('');
DROP VIEW "named";
CREATE VIEW "named" AS
SELECT id FROM people;
-- must find nothing: view "counted" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger ' || quote_ident(tgname) FROM pg_trigger WHERE tgrelid = to_regclass('"counted"') AND NOT tgisinternal AND tgname NOT IN ('')
UNION ALL SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE indrelid = to_regclass('"counted"')
UNION ALL SELECT 'privilege of ' || r.rolname FROM pg_class c CROSS JOIN aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee WHERE c.oid = to_regclass('"counted"') AND a.grantee <> c.relowner AND r.rolname NOT IN ('');
DROP MATERIALIZED VIEW "counted";
CREATE MATERIALIZED VIEW "counted" AS
SELECT 1 + count(*) AS n FROM people;
COMMENT ON MATERIALIZED VIEW "counted" IS 'and one';
ALTER SEQUENCE "numbers" INCREMENT BY 2 NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE;
COMMENT ON SEQUENCE "numbers" IS NULL;
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n';
COMMENT ON FUNCTION "twice"(integer) IS 'it and it';
DROP POLICY "grown" ON "people";
CREATE POLICY "grown" ON "people" USING (age > 20);
COMMENT ON POLICY "grown" ON "people" IS 'and more';

-- ==== mysql ====

CREATE OR REPLACE VIEW `named` AS SELECT id FROM people;
-- refused: mysql cannot replace materialised view counted: view "counted" is materialised, as views can be on PostgreSQL alone
-- help: make it a view, or a table that a trigger or an event fills
-- refused: mysql cannot replace sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
DROP FUNCTION `twice`;
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n';
ALTER FUNCTION `twice` COMMENT 'it and it';
-- refused: mysql cannot replace policy grown of people: MySQL and MariaDB have nothing like the policy grown of people
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it

-- ==== mysql (MySQL 8.4.0) ====

CREATE OR REPLACE VIEW `named` AS SELECT id FROM people;
-- refused: mysql cannot replace materialised view counted: view "counted" is materialised, as views can be on PostgreSQL alone
-- help: make it a view, or a table that a trigger or an event fills
-- refused: mysql cannot replace sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for MySQL 8.4.0
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
DROP FUNCTION `twice`;
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n';
ALTER FUNCTION `twice` COMMENT 'it and it';
-- refused: mysql cannot replace policy grown of people: MySQL and MariaDB have nothing like the policy grown of people
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it

-- ==== mysql (MariaDB 10.6.0) ====

CREATE OR REPLACE VIEW `named` AS SELECT id FROM people;
-- refused: mysql cannot replace materialised view counted: view "counted" is materialised, as views can be on PostgreSQL alone
-- help: make it a view, or a table that a trigger or an event fills
ALTER SEQUENCE `numbers` START WITH 1 INCREMENT BY 2 CACHE 1000 NO MINVALUE NO MAXVALUE NOCYCLE;
ALTER TABLE `numbers` COMMENT = '';
DROP FUNCTION `twice`;
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n';
ALTER FUNCTION `twice` COMMENT 'it and it';
-- refused: mysql cannot replace policy grown of people: MySQL and MariaDB have nothing like the policy grown of people
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
