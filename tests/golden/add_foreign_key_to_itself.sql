-- add unique constraint children_n_key to children
-- add foreign key children_next to children

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "children" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'children' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('children') WHERE name NOT IN ('a', 'b', 'n', 'price')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('children') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('children')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'children' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_children" (
    "a" INTEGER,
    "b" INTEGER,
    "n" INTEGER NOT NULL,
    "price" DECIMAL_TEXT(8,2) NOT NULL DEFAULT '10.00',
    CONSTRAINT "children_n_key" UNIQUE ("n"),
    CONSTRAINT "children_next" FOREIGN KEY ("b") REFERENCES "children" ("n")
);
INSERT INTO "__migrate_new_children" (rowid, "a", "b", "n", "price")
SELECT rowid, "a", "b", "n", "price" FROM "children";
-- must find nothing: not every row of table "children" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_children") || ' of ' || (SELECT count(*) FROM "children") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_children") <> (SELECT count(*) FROM "children");
DROP TABLE "children";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_children" RENAME TO "children";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "children" ADD CONSTRAINT "children_n_key" UNIQUE ("n");
ALTER TABLE "children" ADD CONSTRAINT "children_next" FOREIGN KEY ("b") REFERENCES "children" ("n");

-- ==== mysql ====

ALTER TABLE `children` ADD UNIQUE INDEX `children_n_key` (`n`);
ALTER TABLE `children` ADD CONSTRAINT `children_next` FOREIGN KEY (`b`) REFERENCES `children` (`n`);
