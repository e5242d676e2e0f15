-- replace view adults

-- ==== sqlite ====

-- must find nothing: view "adults" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger "' || name || '"' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'adults' COLLATE NOCASE AND name NOT IN ();
DROP VIEW "adults";
CREATE VIEW "adults" AS
SELECT id, name FROM users WHERE age >= 21;

-- ==== postgres ====

-- must find nothing: view "adults" is dropped and created again, which would lose something
-- help: drop it before, in this migration, and create it again after
SELECT 'trigger ' || quote_ident(tgname) FROM pg_trigger WHERE tgrelid = to_regclass('"adults"') AND NOT tgisinternal AND tgname NOT IN ('')
UNION ALL SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE indrelid = to_regclass('"adults"')
UNION ALL SELECT 'privilege of ' || r.rolname FROM pg_class c CROSS JOIN aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee WHERE c.oid = to_regclass('"adults"') AND a.grantee <> c.relowner AND r.rolname NOT IN ('');
DROP VIEW "adults";
CREATE VIEW "adults" AS
SELECT id, name FROM users WHERE age >= 21;

-- ==== mysql ====

CREATE OR REPLACE VIEW `adults` AS SELECT id, name FROM users WHERE age >= 21;
