-- add column users.email
-- create index users_email_idx on users

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "email" VARCHAR(255);
CREATE INDEX "users_email_idx" ON "users" ("email");

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "email" varchar(255);
CREATE INDEX "users_email_idx" ON "users" ("email");

-- ==== mysql ====

ALTER TABLE `users`
    ADD COLUMN `email` VARCHAR(255) NULL,
    ADD INDEX `users_email_idx` (`email`);
