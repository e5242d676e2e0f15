-- alter column things.id

-- ==== sqlite ====

-- nothing to do

-- ==== postgres ====

ALTER TABLE "things" ALTER COLUMN "id" TYPE bigint USING "id"::bigint;

-- ==== mysql ====

ALTER TABLE `things` MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT;
