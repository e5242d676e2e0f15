-- alter index notes_idx of notes

-- ==== sqlite ====

-- nothing to do

-- ==== postgres ====

COMMENT ON INDEX "notes_idx" IS 'it''s for n';

-- ==== mysql ====

ALTER TABLE `notes` DROP INDEX `notes_idx`, ADD INDEX `notes_idx` (`n`) COMMENT 'it''s for n';
