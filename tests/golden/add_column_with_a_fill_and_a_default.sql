-- add column users.slug

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "slug" VARCHAR(80) NOT NULL DEFAULT 'none';
UPDATE "users" SET "slug" = lower(name);

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "slug" varchar(80);
UPDATE "users" SET "slug" = lower(name);
ALTER TABLE "users" ALTER COLUMN "slug" SET DEFAULT 'none', ALTER COLUMN "slug" SET NOT NULL;

-- ==== mysql ====

-- must find nothing: column "slug" of table "users" cannot be NOT NULL, for it would be NULL in some rows
-- help: give those rows a value first, with a backfill
SELECT CONCAT(COUNT(*), ' row(s)') FROM `users` WHERE (lower(name)) IS NULL HAVING COUNT(*) > 0;
ALTER TABLE `users` ADD COLUMN `slug` VARCHAR(80) NULL;
UPDATE `users` SET `slug` = lower(name);
ALTER TABLE `users` MODIFY COLUMN `slug` VARCHAR(80) NOT NULL DEFAULT 'none';
