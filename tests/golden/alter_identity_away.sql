-- alter column users.id

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "users" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'users' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('users_name_idx'))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('users') WHERE name NOT IN ('id', 'email', 'name', 'age', 'credit', 'seen_at')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('users') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('users')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'users' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_users" (
    "id" BIGINT NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "name" VARCHAR(80),
    "age" INTEGER NOT NULL DEFAULT 18,
    "credit" DECIMAL_TEXT(10,2) NOT NULL DEFAULT '0.00',
    "seen_at" TIMESTAMPTZ_TEXT,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "users_email_key" UNIQUE ("email")
);
INSERT INTO "__migrate_new_users" ("id", "email", "name", "age", "credit", "seen_at")
SELECT "id", "email", "name", "age", "credit", "seen_at" FROM "users";
-- must find nothing: not every row of table "users" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_users") || ' of ' || (SELECT count(*) FROM "users") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_users") <> (SELECT count(*) FROM "users");
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "users_name_idx" ON "users" ("name");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "users" ALTER COLUMN "id" DROP IDENTITY;

-- ==== mysql ====

-- refused: mysql cannot alter column users.id: MySQL changes no numbering of column "id" while foreign key "posts_author_id_fkey" of table "posts" refers to it
-- help: drop the foreign key "posts_author_id_fkey" of table "posts" before, and add it again after

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `users` MODIFY COLUMN `id` BIGINT NOT NULL;
