-- alter column people.mood

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "people" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'people' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('people') WHERE name NOT IN ('id', 'mood')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('people') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('people')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 3), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'people' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_people" (
    "id" INTEGER NOT NULL CONSTRAINT "people_pkey" PRIMARY KEY AUTOINCREMENT,
    "mood" TEXT NOT NULL CHECK ("mood" IN ('glad', 'sad', 'odd')),
    CONSTRAINT "people_mood_check" CHECK (mood <> 'odd')
);
INSERT INTO "__migrate_new_people" ("id", "mood")
SELECT "id", "mood" FROM "people";
-- must find nothing: not every row of table "people" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_people") || ' of ' || (SELECT count(*) FROM "people") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_people") <> (SELECT count(*) FROM "people");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE "people";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_people" RENAME TO "people";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

CREATE TYPE "__migrate_new_type" AS ENUM ('glad', 'sad', 'odd');
ALTER TABLE "people" DROP CONSTRAINT "people_mood_check";
ALTER TABLE "people" ALTER COLUMN "mood" TYPE "__migrate_new_type" USING "mood"::text::"__migrate_new_type";
DROP TYPE "people_mood";
ALTER TYPE "__migrate_new_type" RENAME TO "people_mood";
ALTER TABLE "people" ADD CONSTRAINT "people_mood_check" CHECK (mood <> 'odd');
COMMENT ON CONSTRAINT "people_mood_check" ON "people" IS 'not odd';

-- ==== mysql ====

ALTER TABLE `people` MODIFY COLUMN `mood` ENUM('glad', 'sad', 'odd') NOT NULL;
