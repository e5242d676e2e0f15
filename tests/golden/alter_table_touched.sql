-- alter column notes.title
-- add check notes_title to notes

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "notes" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'notes' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN ('notes_updated_at_touch') OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('notes') WHERE name NOT IN ('id', 'title', 'created_at', 'updated_at')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('notes') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('notes')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'notes' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_notes" (
    "id" INTEGER NOT NULL CONSTRAINT "notes_pkey" PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ_TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ_TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "notes_title" CHECK (title <> '')
);
INSERT INTO "__migrate_new_notes" ("id", "title", "created_at", "updated_at")
SELECT "id", "title", "created_at", "updated_at" FROM "notes";
-- must find nothing: not every row of table "notes" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_notes") || ' of ' || (SELECT count(*) FROM "notes") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_notes") <> (SELECT count(*) FROM "notes");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_notes';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_notes', seq FROM sqlite_sequence WHERE name = 'notes';
DROP TABLE "notes";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_notes" RENAME TO "notes";
PRAGMA legacy_alter_table = OFF;
CREATE TRIGGER "notes_updated_at_touch" AFTER UPDATE ON "notes" FOR EACH ROW
WHEN new."updated_at" IS old."updated_at" AND new."updated_at" IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE "notes" SET "updated_at" = CURRENT_TIMESTAMP WHERE rowid = new.rowid;
END;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "notes" ALTER COLUMN "title" TYPE text USING "title"::text;
ALTER TABLE "notes" ADD CONSTRAINT "notes_title" CHECK (title <> '');

-- ==== mysql ====

ALTER TABLE `notes`
    MODIFY COLUMN `title` LONGTEXT NOT NULL,
    ADD CONSTRAINT `notes_title` CHECK (title <> '');
