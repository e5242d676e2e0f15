-- rename column a "b" `c` 'd'.e "f" `g` 'h' to x "y" `z`
-- alter column a "b" `c` 'd'.x "y" `z`
-- alter column a "b" `c` 'd'.k
-- add column a "b" `c` 'd'.o "p" `q`
-- create index a "b" `c` 'd'_o "p" `q`_idx on a "b" `c` 'd'
-- backfill a "b" `c` 'd'.o "p" `q`
-- rename table a "b" `c` 'd' to r "s" `t`

-- ==== sqlite ====

ALTER TABLE "a ""b"" `c` 'd'" RENAME COLUMN "e ""f"" `g` 'h'" TO "x ""y"" `z`";
-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "a \"b\" `c` 'd'" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'a "b" `c` ''d''' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('i "j" `k` ''l'''))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('a "b" `c` ''d''') WHERE name NOT IN ('id', 'x "y" `z`', 'k', 'parent')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('a "b" `c` ''d''') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('a "b" `c` ''d''')) > 1
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 2), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'a "b" `c` ''d''' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_a ""b"" `c` 'd'" (
    "id" INTEGER NOT NULL CONSTRAINT "a ""b"" `c` 'd'_pkey" PRIMARY KEY AUTOINCREMENT,
    "x ""y"" `z`" VARCHAR(30) NOT NULL DEFAULT 'it''s \ "x"',
    "k" TEXT NOT NULL DEFAULT 'it''s' CHECK ("k" IN ('it''s', 'new ''one''')),
    "parent" BIGINT,
    "o ""p"" `q`" INTEGER,
    CONSTRAINT "u ""v"" `w` 'x'" UNIQUE ("k", "parent"),
    CONSTRAINT "f ""k"" `y` 'z'" FOREIGN KEY ("parent") REFERENCES "a ""b"" `c` 'd'" ("id"),
    CONSTRAINT "c ""h"" `k` 'x'" CHECK (parent > 0)
);
INSERT INTO "__migrate_new_a ""b"" `c` 'd'" ("id", "x ""y"" `z`", "k", "parent")
SELECT "id", "x ""y"" `z`", "k", "parent" FROM "a ""b"" `c` 'd'";
-- must find nothing: not every row of table "a \"b\" `c` 'd'" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_a ""b"" `c` 'd'") || ' of ' || (SELECT count(*) FROM "a ""b"" `c` 'd'") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_a ""b"" `c` 'd'") <> (SELECT count(*) FROM "a ""b"" `c` 'd'");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_a "b" `c` ''d''';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_a "b" `c` ''d''', seq FROM sqlite_sequence WHERE name = 'a "b" `c` ''d''';
DROP TABLE "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_a ""b"" `c` 'd'" RENAME TO "a ""b"" `c` 'd'";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "i ""j"" `k` 'l'" ON "a ""b"" `c` 'd'" ("x ""y"" `z`");
CREATE INDEX "a ""b"" `c` 'd'_o ""p"" `q`_idx" ON "a ""b"" `c` 'd'" ("o ""p"" `q`");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
UPDATE "a ""b"" `c` 'd'" SET "o ""p"" `q`" = 1 WHERE parent IS NULL;
ALTER TABLE "a ""b"" `c` 'd'" RENAME TO "r ""s"" `t`";

-- ==== postgres ====

ALTER TABLE "a ""b"" `c` 'd'" RENAME COLUMN "e ""f"" `g` 'h'" TO "x ""y"" `z`";
ALTER TABLE "a ""b"" `c` 'd'" ALTER COLUMN "x ""y"" `z`" TYPE varchar(30) USING "x ""y"" `z`"::varchar(30), ALTER COLUMN "x ""y"" `z`" SET DEFAULT 'it''s \ "x"';
CREATE TYPE "__migrate_new_type" AS ENUM ('it''s', 'new ''one''');
ALTER TABLE "a ""b"" `c` 'd'" ALTER COLUMN "k" DROP DEFAULT, ALTER COLUMN "k" TYPE "__migrate_new_type" USING "k"::text::"__migrate_new_type", ALTER COLUMN "k" SET DEFAULT 'it''s';
DROP TYPE "l ""m"" 'n'";
ALTER TYPE "__migrate_new_type" RENAME TO "l ""m"" 'n'";
ALTER TABLE "a ""b"" `c` 'd'" ADD COLUMN "o ""p"" `q`" integer;
CREATE INDEX "a ""b"" `c` 'd'_o ""p"" `q`_idx" ON "a ""b"" `c` 'd'" ("o ""p"" `q`");
UPDATE "a ""b"" `c` 'd'" SET "o ""p"" `q`" = 1 WHERE parent IS NULL;
ALTER TABLE "a ""b"" `c` 'd'" RENAME TO "r ""s"" `t`";

-- ==== mysql ====

ALTER TABLE `a "b" ``c`` 'd'` RENAME COLUMN `e "f" ``g`` 'h'` TO `x "y" ``z```;
ALTER TABLE `a "b" ``c`` 'd'`
    MODIFY COLUMN `x "y" ``z``` VARCHAR(30) NOT NULL DEFAULT 'it''s \\ "x"',
    MODIFY COLUMN `k` ENUM('it''s', 'new ''one''') NOT NULL DEFAULT 'it''s',
    ADD COLUMN `o "p" ``q``` INT NULL,
    ADD INDEX `a "b" ``c`` 'd'_o "p" ``q``_idx` (`o "p" ``q```);
UPDATE `a "b" ``c`` 'd'` SET `o "p" ``q``` = 1 WHERE parent IS NULL;
RENAME TABLE `a "b" ``c`` 'd'` TO `r "s" ``t```;
