-- add column users.changed_at

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
    "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
    "email" VARCHAR(255) NOT NULL,
    "name" VARCHAR(80),
    "age" INTEGER NOT NULL DEFAULT 18,
    "credit" DECIMAL_TEXT(10,2) NOT NULL DEFAULT '0.00',
    "seen_at" TIMESTAMPTZ_TEXT,
    "changed_at" TIMESTAMPTZ_TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "users_email_key" UNIQUE ("email")
);
INSERT INTO "__migrate_new_users" ("id", "email", "name", "age", "credit", "seen_at")
SELECT "id", "email", "name", "age", "credit", "seen_at" FROM "users";
-- must find nothing: not every row of table "users" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_users") || ' of ' || (SELECT count(*) FROM "users") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_users") <> (SELECT count(*) FROM "users");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_users';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "users_name_idx" ON "users" ("name");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;
CREATE TRIGGER "users_changed_at_touch" AFTER UPDATE ON "users" FOR EACH ROW
WHEN new."changed_at" IS old."changed_at" AND new."changed_at" IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE "users" SET "changed_at" = CURRENT_TIMESTAMP WHERE rowid = new.rowid;
END;

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "changed_at" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE FUNCTION migrate_touch() RETURNS trigger
LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
BEGIN
    IF to_jsonb(new) -> tg_argv[0] IS NOT DISTINCT FROM to_jsonb(old) -> tg_argv[0] THEN
        new := jsonb_populate_record(new, jsonb_build_object(tg_argv[0], now()));
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER "users_changed_at_touch" BEFORE UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION migrate_touch('changed_at');

-- ==== mysql ====

ALTER TABLE `users` ADD COLUMN `changed_at` DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6)) ON UPDATE CURRENT_TIMESTAMP(6);
