-- alter column things.document

-- ==== sqlite ====

-- nothing to do

-- ==== postgres ====

ALTER TABLE "things" ALTER COLUMN "document" DROP DEFAULT, ALTER COLUMN "document" TYPE jsonb USING "document"::jsonb, ALTER COLUMN "document" SET DEFAULT '{}';

-- ==== mysql ====

ALTER TABLE `things` MODIFY COLUMN `document` JSON NOT NULL DEFAULT ('{}');
