-- drop check c "h" `k` 'x' of a "b" `c` 'd'
-- drop foreign key f "k" `y` 'z' of a "b" `c` 'd'
-- drop unique constraint u "v" `w` 'x' of a "b" `c` 'd'
-- drop index i "j" `k` 'l' of a "b" `c` 'd'
-- drop column a "b" `c` 'd'.k
-- drop column a "b" `c` 'd'.e "f" `g` 'h'
-- drop table a "b" `c` 'd'

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "a \"b\" `c` 'd'" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'a "b" `c` ''d''' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('i "j" `k` ''l'''))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('a "b" `c` ''d''') WHERE name NOT IN ('id', 'e "f" `g` ''h''', 'k', 'parent')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('a "b" `c` ''d''') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('a "b" `c` ''d''')) > 1
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 2), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'a "b" `c` ''d''' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_a ""b"" `c` 'd'" (
    "id" INTEGER NOT NULL CONSTRAINT "a ""b"" `c` 'd'_pkey" PRIMARY KEY AUTOINCREMENT,
    "parent" BIGINT
);
INSERT INTO "__migrate_new_a ""b"" `c` 'd'" ("id", "parent")
SELECT "id", "parent" FROM "a ""b"" `c` 'd'";
-- must find nothing: not every row of table "a \"b\" `c` 'd'" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_a ""b"" `c` 'd'") || ' of ' || (SELECT count(*) FROM "a ""b"" `c` 'd'") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_a ""b"" `c` 'd'") <> (SELECT count(*) FROM "a ""b"" `c` 'd'");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_a "b" `c` ''d''';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_a "b" `c` ''d''', seq FROM sqlite_sequence WHERE name = 'a "b" `c` ''d''';
DROP TABLE "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_a ""b"" `c` 'd'" RENAME TO "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
DROP TABLE "a ""b"" `c` 'd'";

-- ==== postgres ====

ALTER TABLE "a ""b"" `c` 'd'" DROP CONSTRAINT "c ""h"" `k` 'x'";
ALTER TABLE "a ""b"" `c` 'd'" DROP CONSTRAINT "f ""k"" `y` 'z'";
ALTER TABLE "a ""b"" `c` 'd'" DROP CONSTRAINT "u ""v"" `w` 'x'";
DROP INDEX "i ""j"" `k` 'l'";
ALTER TABLE "a ""b"" `c` 'd'" DROP COLUMN "k";
DROP TYPE "l ""m"" 'n'";
ALTER TABLE "a ""b"" `c` 'd'" DROP COLUMN "e ""f"" `g` 'h'";
DROP TABLE "a ""b"" `c` 'd'";

-- ==== mysql ====

ALTER TABLE `a "b" ``c`` 'd'`
    DROP CONSTRAINT `c "h" ``k`` 'x'`,
    DROP FOREIGN KEY `f "k" ``y`` 'z'`, DROP INDEX `f "k" ``y`` 'z'`;
-- must find nothing: a view reads column "k" of table "a \"b\" `c` 'd'" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`a "b" ``c`` ''d''`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`a "b" ``c`` ''d''`[.]`k`|(?=.*`a "b" ``c`` ''d''` `([^`]+)`).*`\\1`[.]`k`)';
-- must find nothing: a view reads column "e \"f\" `g` 'h'" of table "a \"b\" `c` 'd'" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`a "b" ``c`` ''d''`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`a "b" ``c`` ''d''`[.]`e "f" ``g`` ''h''`|(?=.*`a "b" ``c`` ''d''` `([^`]+)`).*`\\1`[.]`e "f" ``g`` ''h''`)';
ALTER TABLE `a "b" ``c`` 'd'`
    DROP INDEX `u "v" ``w`` 'x'`,
    DROP INDEX `i "j" ``k`` 'l'`,
    DROP COLUMN `k`,
    DROP COLUMN `e "f" ``g`` 'h'`;
-- must find nothing: a view reads table "a \"b\" `c` 'd'" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`a "b" ``c`` ''d''`'), view_definition) > 0;
DROP TABLE `a "b" ``c`` 'd'`;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `a "b" ``c`` 'd'`
    DROP CONSTRAINT `c "h" ``k`` 'x'`,
    DROP FOREIGN KEY `f "k" ``y`` 'z'`, DROP INDEX IF EXISTS `f "k" ``y`` 'z'`;
-- must find nothing: a view reads column "k" of table "a \"b\" `c` 'd'" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`a "b" ``c`` ''d''`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`a "b" ``c`` ''d''`[.]`k`|(?=.*`a "b" ``c`` ''d''` `([^`]+)`).*`\\1`[.]`k`)';
-- must find nothing: a view reads column "e \"f\" `g` 'h'" of table "a \"b\" `c` 'd'" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`a "b" ``c`` ''d''`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`a "b" ``c`` ''d''`[.]`e "f" ``g`` ''h''`|(?=.*`a "b" ``c`` ''d''` `([^`]+)`).*`\\1`[.]`e "f" ``g`` ''h''`)';
ALTER TABLE `a "b" ``c`` 'd'`
    DROP INDEX `u "v" ``w`` 'x'`,
    DROP INDEX `i "j" ``k`` 'l'`,
    DROP COLUMN `k`,
    DROP COLUMN `e "f" ``g`` 'h'`;
-- must find nothing: a view reads table "a \"b\" `c` 'd'" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`a "b" ``c`` ''d''`'), view_definition) > 0;
DROP TABLE `a "b" ``c`` 'd'`;
