-- add check grown to people
-- add unique constraint people_name_age_key to people
-- add foreign key people_age_fkey to people
-- drop primary key of others
-- add primary key to others
-- add exclusion constraint apart to people

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "people" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'people' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('people') WHERE name NOT IN ('id', 'name', 'age')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('people') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('people')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'people' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_people" (
    "id" INT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "age" INTEGER,
    CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "people_name_age_key" UNIQUE ("name", "age"),
    CONSTRAINT "people_age_fkey" FOREIGN KEY ("age") REFERENCES "people" ("id"),
    CONSTRAINT "grown" CHECK (age > 17)
);
INSERT INTO "__migrate_new_people" (rowid, "id", "name", "age")
SELECT rowid, "id", "name", "age" FROM "people";
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
-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "others" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'others' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('others') WHERE name NOT IN ('id')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('others') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('others')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'others' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_others" (
    "id" INT NOT NULL,
    CONSTRAINT "others_pkey" PRIMARY KEY ("id")
);
INSERT INTO "__migrate_new_others" (rowid, "id")
SELECT rowid, "id" FROM "others";
-- must find nothing: not every row of table "others" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_others") || ' of ' || (SELECT count(*) FROM "others") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_others") <> (SELECT count(*) FROM "others");
DROP TABLE "others";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_others" RENAME TO "others";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
-- refused: sqlite cannot add exclusion constraint apart to people: "apart" is an exclusion constraint, which only PostgreSQL has
-- help: check it in a trigger, or use a unique index where equality is all that counts

-- ==== postgres ====

ALTER TABLE "people" ADD CONSTRAINT "grown" CHECK (age > 17);
COMMENT ON CONSTRAINT "grown" ON "people" IS 'of age';
ALTER TABLE "people" ADD CONSTRAINT "people_name_age_key" UNIQUE ("name", "age");
COMMENT ON CONSTRAINT "people_name_age_key" ON "people" IS 'nobody twice';
ALTER TABLE "people" ADD CONSTRAINT "people_age_fkey" FOREIGN KEY ("age") REFERENCES "people" ("id");
COMMENT ON CONSTRAINT "people_age_fkey" ON "people" IS 'odd';
ALTER TABLE "others" DROP CONSTRAINT "others_pkey";
ALTER TABLE "others" ADD CONSTRAINT "others_pkey" PRIMARY KEY ("id");
COMMENT ON CONSTRAINT "others_pkey" ON "others" IS 'which one';
ALTER TABLE "people" ADD CONSTRAINT "apart" EXCLUDE USING gist ((int4range(age, age + 1)) WITH &&);
COMMENT ON CONSTRAINT "apart" ON "people" IS 'one of each age';

-- ==== mysql ====

-- refused: mysql cannot add check grown to people: check "grown" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot add unique constraint people_name_age_key to people: unique constraint "people_name_age_key" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot add foreign key people_age_fkey to people: foreign key "people_age_fkey" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
ALTER TABLE `others` DROP PRIMARY KEY;
-- refused: mysql cannot add primary key to others: the primary key of table "others" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot add exclusion constraint apart to people: "apart" is an exclusion constraint, which PostgreSQL alone has
-- help: use a unique constraint or a trigger, or leave it to PostgreSQL with `schema.sql(by_dialect()…)`
