-- add column users.phone

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "phone" VARCHAR(20);

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "phone" varchar(20);

-- ==== mysql ====

ALTER TABLE `users` ADD COLUMN `phone` VARCHAR(20) NULL;
