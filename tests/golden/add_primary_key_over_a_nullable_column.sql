-- add primary key to stays

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "stays" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'stays' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('stays') WHERE name NOT IN ('house', 'number', 'guest')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('stays') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('stays')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'stays' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_stays" (
    "house" INTEGER,
    "number" INTEGER,
    "guest" VARCHAR(40) NOT NULL,
    CONSTRAINT "stays_pkey" PRIMARY KEY ("house", "guest")
);
INSERT INTO "__migrate_new_stays" (rowid, "house", "number", "guest")
SELECT rowid, "house", "number", "guest" FROM "stays";
-- must find nothing: not every row of table "stays" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_stays") || ' of ' || (SELECT count(*) FROM "stays") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_stays") <> (SELECT count(*) FROM "stays");
DROP TABLE "stays";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_stays" RENAME TO "stays";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

-- refused: postgres cannot add primary key to stays: the primary key of table "stays" holds column "house", which is nullable, as no column of a key is on PostgreSQL
-- help: take `.nullable()` away, or use a unique constraint instead of the key

-- ==== mysql ====

-- refused: mysql cannot add primary key to stays: the primary key of table "stays" holds column "house", which is nullable, as no column of a key is on MySQL and MariaDB
-- help: take `.nullable()` away, or use a unique constraint instead of the key
