-- rename column notes.updated_at to changed_at

-- ==== sqlite ====

DROP TRIGGER "notes_updated_at_touch";
ALTER TABLE "notes" RENAME COLUMN "updated_at" TO "changed_at";
CREATE TRIGGER "notes_changed_at_touch" AFTER UPDATE ON "notes" FOR EACH ROW
WHEN new."changed_at" IS old."changed_at" AND new."changed_at" IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE "notes" SET "changed_at" = CURRENT_TIMESTAMP WHERE rowid = new.rowid;
END;

-- ==== postgres ====

DROP TRIGGER "notes_updated_at_touch" ON "notes";
ALTER TABLE "notes" RENAME COLUMN "updated_at" TO "changed_at";
CREATE TRIGGER "notes_changed_at_touch" BEFORE UPDATE ON "notes" FOR EACH ROW EXECUTE FUNCTION migrate_touch('changed_at');

-- ==== mysql ====

ALTER TABLE `notes` RENAME COLUMN `updated_at` TO `changed_at`;
