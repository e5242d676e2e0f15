-- alter column select.order
-- drop column select.table
-- rename table select to update

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "select" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'select' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('index'))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('select') WHERE name NOT IN ('id', 'order', 'group', 'table')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('select') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('select')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 3), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'select' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_select" (
    "id" INTEGER NOT NULL CONSTRAINT "select_pkey" PRIMARY KEY AUTOINCREMENT,
    "order" INTEGER,
    "group" VARCHAR(10) NOT NULL,
    CONSTRAINT "unique" UNIQUE ("group"),
    CONSTRAINT "check" CHECK ("order" > 0)
);
INSERT INTO "__migrate_new_select" ("id", "order", "group")
SELECT "id", "order", "group" FROM "select";
-- must find nothing: not every row of table "select" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_select") || ' of ' || (SELECT count(*) FROM "select") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_select") <> (SELECT count(*) FROM "select");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_select';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_select', seq FROM sqlite_sequence WHERE name = 'select';
DROP TABLE "select";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_select" RENAME TO "select";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "index" ON "select" ("order", "group");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
ALTER TABLE "select" RENAME TO "update";

-- ==== sqlite (SQLite 3.53.0) ====

ALTER TABLE "select" ALTER COLUMN "order" DROP NOT NULL;
ALTER TABLE "select" DROP COLUMN "table";
ALTER TABLE "select" RENAME TO "update";

-- ==== postgres ====

ALTER TABLE "select" ALTER COLUMN "order" DROP NOT NULL;
ALTER TABLE "select" DROP COLUMN "table";
DROP TYPE "enum";
ALTER TABLE "select" RENAME TO "update";

-- ==== mysql ====

-- must find nothing: a view reads column "table" of table "select" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`select`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`select`[.]`table`|(?=.*`select` `([^`]+)`).*`\\1`[.]`table`)';
ALTER TABLE `select`
    MODIFY COLUMN `order` INT NULL,
    DROP COLUMN `table`;
RENAME TABLE `select` TO `update`;
