-- add column users.age
-- add check users_age_check to users

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "age" INTEGER NOT NULL DEFAULT 18;
-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "users" anew, which would lose something that no migration made
-- help: drop it before, in this migration with `schema.sql(…)`, and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'users' COLLATE NOCASE AND (type = 'trigger' OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('users') WHERE name NOT IN ('id', 'name', 'credit', 'age')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('users') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('users')) > 0;
CREATE TABLE "__migrate_new_users" (
    "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
    "name" VARCHAR(80) NOT NULL,
    "credit" DECIMAL_TEXT(10,2) NOT NULL,
    "age" INTEGER NOT NULL DEFAULT 18,
    CONSTRAINT "users_age_check" CHECK (age >= 0)
);
INSERT INTO "__migrate_new_users" ("id", "name", "credit", "age")
SELECT "id", "name", "credit", "age" FROM "users";
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_users';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "age" integer NOT NULL DEFAULT 18;
ALTER TABLE "users" ADD CONSTRAINT "users_age_check" CHECK (age >= 0);

-- ==== mysql ====

ALTER TABLE `users` ADD COLUMN `age` INT NOT NULL DEFAULT 18;
ALTER TABLE `users` ADD CONSTRAINT `users_age_check` CHECK (age >= 0);
