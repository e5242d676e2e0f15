-- alter table things

-- ==== sqlite ====

-- refused: sqlite cannot alter table things: table "things" is strict, which needs SQLite 3.37, and this is SQLite 3.35.0
-- help: use a newer SQLite, or leave `strict` out

-- ==== sqlite (SQLite 3.53.0) ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "things" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'things' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('things') WHERE name NOT IN ('code', 'n', 'at', 'big')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('things') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('things')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'things' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_things" (
    "code" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "big" REAL NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
) STRICT;
INSERT INTO "__migrate_new_things" (rowid, "code", "n", "at", "big")
SELECT rowid, "code", "n", "at", "big" FROM "things";
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

-- refused: postgres cannot alter table things: table "things" has its types checked, which is SQLite's option alone
-- help: leave it out where this is meant for PostgreSQL

-- ==== mysql ====

-- refused: mysql cannot alter table things: table "things" has the option strict, which is SQLite's alone
-- help: leave it out where this is meant for MySQL and MariaDB
