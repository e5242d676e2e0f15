-- rename table notes to papers

-- ==== sqlite ====

DROP TRIGGER "notes_updated_at_touch";
ALTER TABLE "notes" RENAME TO "papers";
CREATE TRIGGER "papers_updated_at_touch" AFTER UPDATE ON "papers" FOR EACH ROW
WHEN new."updated_at" IS old."updated_at" AND new."updated_at" IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE "papers" SET "updated_at" = CURRENT_TIMESTAMP WHERE rowid = new.rowid;
END;

-- ==== postgres ====

DROP TRIGGER "notes_updated_at_touch" ON "notes";
ALTER TABLE "notes" RENAME TO "papers";
CREATE TRIGGER "papers_updated_at_touch" BEFORE UPDATE ON "papers" FOR EACH ROW EXECUTE FUNCTION migrate_touch('updated_at');

-- ==== mysql ====

RENAME TABLE `notes` TO `papers`;
