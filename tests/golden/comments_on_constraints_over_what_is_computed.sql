-- alter column people.older

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "people" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'people' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('people') WHERE name NOT IN ('age', 'older')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('people') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('people')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 2), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'people' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_people" (
    "age" INTEGER NOT NULL,
    "older" INTEGER GENERATED ALWAYS AS (age + 2) STORED,
    CONSTRAINT "people_older_key" UNIQUE ("older"),
    CONSTRAINT "people_older_check" CHECK (older > 0)
);
INSERT INTO "__migrate_new_people" (rowid, "age")
SELECT rowid, "age" FROM "people";
-- must find nothing: not every row of table "people" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_people") || ' of ' || (SELECT count(*) FROM "people") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_people") <> (SELECT count(*) FROM "people");
DROP TABLE "people";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_people" RENAME TO "people";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "people" DROP COLUMN "older";
ALTER TABLE "people" ADD COLUMN "older" integer GENERATED ALWAYS AS (age + 2) STORED;
ALTER TABLE "people" ADD CONSTRAINT "people_older_key" UNIQUE ("older");
COMMENT ON CONSTRAINT "people_older_key" ON "people" IS 'nobody twice';
ALTER TABLE "people" ADD CONSTRAINT "people_older_check" CHECK (older > 0);
COMMENT ON CONSTRAINT "people_older_check" ON "people" IS 'born';

-- ==== postgres (PostgreSQL 18.0.0) ====

ALTER TABLE "people" ALTER COLUMN "older" SET EXPRESSION AS (age + 2);

-- ==== mysql ====

ALTER TABLE `people` MODIFY COLUMN `older` INT GENERATED ALWAYS AS (age + 2) STORED;
