-- drop primary key of codes

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "codes" anew, which would lose something that no migration made
-- help: drop it before, in this migration with `schema.sql(…)`, and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'codes' COLLATE NOCASE AND (type = 'trigger' OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('codes') WHERE name NOT IN ('code', 'n')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('codes') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('codes')) > 0;
CREATE TABLE "__migrate_new_codes" (
    "code" INTEGER NOT NULL,
    "n" INTEGER NOT NULL
);
INSERT INTO "__migrate_new_codes" (rowid, "code", "n")
SELECT rowid, "code", "n" FROM "codes";
DROP TABLE "codes";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_codes" RENAME TO "codes";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "codes" DROP CONSTRAINT "codes_pkey";

-- ==== mysql ====

ALTER TABLE `codes` DROP PRIMARY KEY;
