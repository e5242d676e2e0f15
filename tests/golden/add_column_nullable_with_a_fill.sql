-- add column users.level

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "level" INTEGER;
UPDATE "users" SET "level" = CASE WHEN CAST("credit" AS NUMERIC) > 9.5 THEN 2 ELSE 1 END;

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "level" integer;
UPDATE "users" SET "level" = CASE WHEN credit > 9.5 THEN 2 ELSE 1 END;

-- ==== mysql ====

ALTER TABLE `users` ADD COLUMN `level` INT NULL;
UPDATE `users` SET `level` = CASE WHEN credit > 9.5 THEN 2 ELSE 1 END;
