-- rename constraint people_age_check of people to people_grown
-- rename table people to persons
-- alter column persons.age

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "people" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'people' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('people') WHERE name NOT IN ('id', 'name', 'age', 'boss_id')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('people') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('people')) > 1
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 2), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'people' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_people" (
    "id" BIGINT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "age" INTEGER,
    "boss_id" BIGINT,
    CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "people_name_key" UNIQUE ("name"),
    CONSTRAINT "people_boss_id_fkey" FOREIGN KEY ("boss_id") REFERENCES "people" ("id"),
    CONSTRAINT "people_grown" CHECK (age > 0)
);
INSERT INTO "__migrate_new_people" (rowid, "id", "name", "age", "boss_id")
SELECT rowid, "id", "name", "age", "boss_id" FROM "people";
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
ALTER TABLE "people" RENAME TO "persons";
-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "persons" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'persons' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('persons') WHERE name NOT IN ('id', 'name', 'age', 'boss_id')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('persons') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('persons')) > 1
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 1), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'persons' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_persons" (
    "id" BIGINT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "age" BIGINT,
    "boss_id" BIGINT,
    CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "people_name_key" UNIQUE ("name"),
    CONSTRAINT "people_boss_id_fkey" FOREIGN KEY ("boss_id") REFERENCES "persons" ("id"),
    CONSTRAINT "people_grown" CHECK (age > 0)
);
INSERT INTO "__migrate_new_persons" (rowid, "id", "name", "age", "boss_id")
SELECT rowid, "id", "name", "age", "boss_id" FROM "persons";
-- must find nothing: not every row of table "persons" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_persons") || ' of ' || (SELECT count(*) FROM "persons") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_persons") <> (SELECT count(*) FROM "persons");
-- must find nothing: a value of column "age" of table "persons" is no big_int
-- help: say how each value becomes one of the new type, with `.using("…")`
SELECT quote("age") FROM "__migrate_new_persons" WHERE "age" IS NOT NULL AND (typeof("age") <> 'integer') LIMIT 1;
DROP TABLE "persons";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_persons" RENAME TO "persons";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "people" RENAME CONSTRAINT "people_age_check" TO "people_grown";
ALTER TABLE "people" RENAME TO "persons";
ALTER TABLE "persons" ALTER COLUMN "age" TYPE bigint USING "age"::bigint;

-- ==== mysql ====

-- refused: mysql cannot rename constraint people_age_check of people to people_grown: check "people_grown" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
RENAME TABLE `people` TO `persons`;
ALTER TABLE `persons` MODIFY COLUMN `age` BIGINT NULL;
