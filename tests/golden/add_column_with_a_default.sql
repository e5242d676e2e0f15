-- add column users.logins
-- add column users.bio
-- add column users.debt
-- add column users.active

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "logins" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "users" ADD COLUMN "bio" TEXT NOT NULL DEFAULT 'it''s new';
ALTER TABLE "users" ADD COLUMN "debt" DECIMAL_TEXT(10,2) NOT NULL DEFAULT '0.00';
ALTER TABLE "users" ADD COLUMN "active" BOOLEAN NOT NULL DEFAULT TRUE;

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "logins" integer NOT NULL DEFAULT 0;
ALTER TABLE "users" ADD COLUMN "bio" text NOT NULL DEFAULT 'it''s new';
ALTER TABLE "users" ADD COLUMN "debt" numeric(10,2) NOT NULL DEFAULT 0.00;
ALTER TABLE "users" ADD COLUMN "active" boolean NOT NULL DEFAULT TRUE;

-- ==== mysql ====

ALTER TABLE `users`
    ADD COLUMN `logins` INT NOT NULL DEFAULT 0,
    ADD COLUMN `bio` LONGTEXT NOT NULL DEFAULT ('it''s new'),
    ADD COLUMN `debt` DECIMAL(10,2) NOT NULL DEFAULT 0.00,
    ADD COLUMN `active` BOOLEAN NOT NULL DEFAULT TRUE;
