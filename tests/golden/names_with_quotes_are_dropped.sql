-- drop check c "h" `k` 'x' of a "b" `c` 'd'
-- drop foreign key f "k" `y` 'z' of a "b" `c` 'd'
-- drop unique constraint u "v" `w` 'x' of a "b" `c` 'd'
-- drop index i "j" `k` 'l' of a "b" `c` 'd'
-- drop column a "b" `c` 'd'.k
-- drop column a "b" `c` 'd'.e "f" `g` 'h'
-- drop table a "b" `c` 'd'

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "a \"b\" `c` 'd'" anew, which would lose something that no migration made
-- help: drop it before, in this migration with `schema.sql(…)`, and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'a "b" `c` ''d''' COLLATE NOCASE AND (type = 'trigger' OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('i "j" `k` ''l'''))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('a "b" `c` ''d''') WHERE name NOT IN ('id', 'e "f" `g` ''h''', 'k', 'parent')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('a "b" `c` ''d''') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('a "b" `c` ''d''')) > 1;
CREATE TABLE "__migrate_new_a ""b"" `c` 'd'" (
    "id" INTEGER NOT NULL CONSTRAINT "a ""b"" `c` 'd'_pkey" PRIMARY KEY AUTOINCREMENT,
    "e ""f"" `g` 'h'" VARCHAR(20) NOT NULL,
    "k" TEXT NOT NULL DEFAULT 'it''s' CHECK ("k" IN ('it''s', '"q"', '`b`', 'back\slash', 'ünï')),
    "parent" BIGINT,
    CONSTRAINT "u ""v"" `w` 'x'" UNIQUE ("k", "parent"),
    CONSTRAINT "f ""k"" `y` 'z'" FOREIGN KEY ("parent") REFERENCES "a ""b"" `c` 'd'" ("id")
);
INSERT INTO "__migrate_new_a ""b"" `c` 'd'" ("id", "e ""f"" `g` 'h'", "k", "parent")
SELECT "id", "e ""f"" `g` 'h'", "k", "parent" FROM "a ""b"" `c` 'd'";
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_a "b" `c` ''d''';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_a "b" `c` ''d''', seq FROM sqlite_sequence WHERE name = 'a "b" `c` ''d''';
DROP TABLE "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_a ""b"" `c` 'd'" RENAME TO "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "i ""j"" `k` 'l'" ON "a ""b"" `c` 'd'" ("e ""f"" `g` 'h'");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "a \"b\" `c` 'd'" anew, which would lose something that no migration made
-- help: drop it before, in this migration with `schema.sql(…)`, and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'a "b" `c` ''d''' COLLATE NOCASE AND (type = 'trigger' OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('i "j" `k` ''l'''))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('a "b" `c` ''d''') WHERE name NOT IN ('id', 'e "f" `g` ''h''', 'k', 'parent')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('a "b" `c` ''d''') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('a "b" `c` ''d''')) > 1;
CREATE TABLE "__migrate_new_a ""b"" `c` 'd'" (
    "id" INTEGER NOT NULL CONSTRAINT "a ""b"" `c` 'd'_pkey" PRIMARY KEY AUTOINCREMENT,
    "e ""f"" `g` 'h'" VARCHAR(20) NOT NULL,
    "k" TEXT NOT NULL DEFAULT 'it''s' CHECK ("k" IN ('it''s', '"q"', '`b`', 'back\slash', 'ünï')),
    "parent" BIGINT,
    CONSTRAINT "u ""v"" `w` 'x'" UNIQUE ("k", "parent")
);
INSERT INTO "__migrate_new_a ""b"" `c` 'd'" ("id", "e ""f"" `g` 'h'", "k", "parent")
SELECT "id", "e ""f"" `g` 'h'", "k", "parent" FROM "a ""b"" `c` 'd'";
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_a "b" `c` ''d''';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_a "b" `c` ''d''', seq FROM sqlite_sequence WHERE name = 'a "b" `c` ''d''';
DROP TABLE "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_a ""b"" `c` 'd'" RENAME TO "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "i ""j"" `k` 'l'" ON "a ""b"" `c` 'd'" ("e ""f"" `g` 'h'");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "a \"b\" `c` 'd'" anew, which would lose something that no migration made
-- help: drop it before, in this migration with `schema.sql(…)`, and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'a "b" `c` ''d''' COLLATE NOCASE AND (type = 'trigger' OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('i "j" `k` ''l'''))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('a "b" `c` ''d''') WHERE name NOT IN ('id', 'e "f" `g` ''h''', 'k', 'parent')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('a "b" `c` ''d''') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('a "b" `c` ''d''')) > 0;
CREATE TABLE "__migrate_new_a ""b"" `c` 'd'" (
    "id" INTEGER NOT NULL CONSTRAINT "a ""b"" `c` 'd'_pkey" PRIMARY KEY AUTOINCREMENT,
    "e ""f"" `g` 'h'" VARCHAR(20) NOT NULL,
    "k" TEXT NOT NULL DEFAULT 'it''s' CHECK ("k" IN ('it''s', '"q"', '`b`', 'back\slash', 'ünï')),
    "parent" BIGINT
);
INSERT INTO "__migrate_new_a ""b"" `c` 'd'" ("id", "e ""f"" `g` 'h'", "k", "parent")
SELECT "id", "e ""f"" `g` 'h'", "k", "parent" FROM "a ""b"" `c` 'd'";
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_a "b" `c` ''d''';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_a "b" `c` ''d''', seq FROM sqlite_sequence WHERE name = 'a "b" `c` ''d''';
DROP TABLE "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_a ""b"" `c` 'd'" RENAME TO "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "i ""j"" `k` 'l'" ON "a ""b"" `c` 'd'" ("e ""f"" `g` 'h'");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
DROP INDEX "i ""j"" `k` 'l'";
ALTER TABLE "a ""b"" `c` 'd'" DROP COLUMN "k";
ALTER TABLE "a ""b"" `c` 'd'" DROP COLUMN "e ""f"" `g` 'h'";
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

ALTER TABLE `a "b" ``c`` 'd'` DROP CONSTRAINT `c "h" ``k`` 'x'`;
ALTER TABLE `a "b" ``c`` 'd'` DROP FOREIGN KEY `f "k" ``y`` 'z'`, DROP INDEX `f "k" ``y`` 'z'`;
ALTER TABLE `a "b" ``c`` 'd'` DROP INDEX `u "v" ``w`` 'x'`;
DROP INDEX `i "j" ``k`` 'l'` ON `a "b" ``c`` 'd'`;
ALTER TABLE `a "b" ``c`` 'd'` DROP COLUMN `k`;
ALTER TABLE `a "b" ``c`` 'd'` DROP COLUMN `e "f" ``g`` 'h'`;
DROP TABLE `a "b" ``c`` 'd'`;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `a "b" ``c`` 'd'` DROP CONSTRAINT `c "h" ``k`` 'x'`;
ALTER TABLE `a "b" ``c`` 'd'` DROP FOREIGN KEY `f "k" ``y`` 'z'`, DROP INDEX IF EXISTS `f "k" ``y`` 'z'`;
ALTER TABLE `a "b" ``c`` 'd'` DROP INDEX `u "v" ``w`` 'x'`;
DROP INDEX `i "j" ``k`` 'l'` ON `a "b" ``c`` 'd'`;
ALTER TABLE `a "b" ``c`` 'd'` DROP COLUMN `k`;
ALTER TABLE `a "b" ``c`` 'd'` DROP COLUMN `e "f" ``g`` 'h'`;
DROP TABLE `a "b" ``c`` 'd'`;
