-- drop column notes.updated_at

-- ==== sqlite ====

DROP TRIGGER "notes_updated_at_touch";
ALTER TABLE "notes" DROP COLUMN "updated_at";

-- ==== postgres ====

DROP TRIGGER "notes_updated_at_touch" ON "notes";
ALTER TABLE "notes" DROP COLUMN "updated_at";
DROP FUNCTION "migrate_touch"();

-- ==== mysql ====

-- must find nothing: a view reads column "updated_at" of table "notes" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`notes`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`notes`[.]`updated_at`|(?=.*`notes` `([^`]+)`).*`\\1`[.]`updated_at`)';
ALTER TABLE `notes` DROP COLUMN `updated_at`;
