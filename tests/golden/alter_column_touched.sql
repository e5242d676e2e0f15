-- alter column notes.updated_at

-- ==== sqlite ====

DROP TRIGGER "notes_updated_at_touch";

-- ==== postgres ====

DROP TRIGGER "notes_updated_at_touch" ON "notes";
DROP FUNCTION "migrate_touch"();

-- ==== mysql ====

ALTER TABLE `notes` MODIFY COLUMN `updated_at` DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6));
