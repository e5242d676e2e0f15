-- alter column things.state

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "things" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'things' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('live_things'))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('things') WHERE name NOT IN ('n', 'state')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('things') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('things')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 3), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'things' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_things" (
    "n" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft' CHECK ("state" IN ('draft', 'live', 'gone')),
    CONSTRAINT "things_n" CHECK (n > 0 OR state = 'draft'),
    CONSTRAINT "things_m" CHECK (n < 9)
);
INSERT INTO "__migrate_new_things" (rowid, "n", "state")
SELECT rowid, "n", "state" FROM "things";
-- must find nothing: not every row of table "things" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_things") || ' of ' || (SELECT count(*) FROM "things") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_things") <> (SELECT count(*) FROM "things");
DROP TABLE "things";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_things" RENAME TO "things";
PRAGMA legacy_alter_table = OFF;
CREATE UNIQUE INDEX "live_things" ON "things" ("n") WHERE state = 'live';
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

-- outside of a transaction:
ALTER TYPE "things_state" ADD VALUE IF NOT EXISTS 'gone';

-- ==== mysql ====

ALTER TABLE `things` MODIFY COLUMN `state` ENUM('draft', 'live', 'gone') NOT NULL DEFAULT 'draft';
