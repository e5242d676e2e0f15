-- alter column rooms.number

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "rooms" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'rooms' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('rooms') WHERE name NOT IN ('house', 'number')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('rooms') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('rooms')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'rooms' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_rooms" (
    "house" INTEGER NOT NULL,
    "number" INTEGER,
    CONSTRAINT "rooms_pkey" PRIMARY KEY ("house", "number")
);
INSERT INTO "__migrate_new_rooms" (rowid, "house", "number")
SELECT rowid, "house", "number" FROM "rooms";
-- must find nothing: not every row of table "rooms" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_rooms") || ' of ' || (SELECT count(*) FROM "rooms") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_rooms") <> (SELECT count(*) FROM "rooms");
DROP TABLE "rooms";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_rooms" RENAME TO "rooms";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== sqlite (SQLite 3.53.0) ====

ALTER TABLE "rooms" ALTER COLUMN "number" DROP NOT NULL;

-- ==== postgres ====

-- refused: postgres cannot alter column rooms.number: the primary key of table "rooms" holds column "number", which is nullable, as no column of a key is on PostgreSQL
-- help: take `.nullable()` away, or use a unique constraint instead of the key

-- ==== mysql ====

-- refused: mysql cannot alter column rooms.number: the primary key of table "rooms" holds column "number", which is nullable, as no column of a key is on MySQL and MariaDB
-- help: take `.nullable()` away, or use a unique constraint instead of the key
