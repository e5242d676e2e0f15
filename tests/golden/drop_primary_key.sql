-- drop primary key of codes

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "codes" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'codes' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('codes') WHERE name NOT IN ('code', 'n')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('codes') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('codes')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'codes' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_codes" (
    "code" INTEGER NOT NULL,
    "n" INTEGER NOT NULL
);
INSERT INTO "__migrate_new_codes" (rowid, "code", "n")
SELECT rowid, "code", "n" FROM "codes";
-- must find nothing: not every row of table "codes" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_codes") || ' of ' || (SELECT count(*) FROM "codes") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_codes") <> (SELECT count(*) FROM "codes");
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
