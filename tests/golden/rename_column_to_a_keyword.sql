-- rename column things.n to order
-- drop check things_n_check of things
-- drop check things_n of things
-- alter column things.m

-- ==== sqlite ====

ALTER TABLE "things" RENAME COLUMN "n" TO "order";
-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "things" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'things' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('things') WHERE name NOT IN ('order', 'm')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('things') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('things')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 3), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'things' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_things" (
    "order" INTEGER NOT NULL,
    "m" INTEGER DEFAULT 2
);
INSERT INTO "__migrate_new_things" (rowid, "order", "m")
SELECT rowid, "order", "m" FROM "things";
-- must find nothing: not every row of table "things" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_things") || ' of ' || (SELECT count(*) FROM "things") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_things") <> (SELECT count(*) FROM "things");
DROP TABLE "things";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_things" RENAME TO "things";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "things" RENAME COLUMN "n" TO "order";
ALTER TABLE "things" DROP CONSTRAINT "things_n_check";
ALTER TABLE "things" DROP CONSTRAINT "things_n";
ALTER TABLE "things" ALTER COLUMN "m" SET DEFAULT 2;

-- ==== mysql ====

ALTER TABLE `things` DROP CONSTRAINT `things_n_check`;
ALTER TABLE `things` DROP CONSTRAINT `things_n`;
ALTER TABLE `things` RENAME COLUMN `n` TO `order`;
ALTER TABLE `things` ADD CONSTRAINT `things_n_check` CHECK (`order` > 0);
ALTER TABLE `things` ADD CONSTRAINT `things_n` CHECK (`order` < 9 AND `order` <> 8);
ALTER TABLE `things`
    DROP CONSTRAINT `things_n_check`,
    DROP CONSTRAINT `things_n`,
    ALTER COLUMN `m` SET DEFAULT 2;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `things` COMMENT = '';
ALTER TABLE `things` RENAME COLUMN `n` TO `order`;
ALTER TABLE `things`
    DROP CONSTRAINT `things_n_check`,
    DROP CONSTRAINT `things_n`,
    ALTER COLUMN `m` SET DEFAULT 2;
