-- add column users.boss
-- add foreign key users_boss_fkey to users

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "boss" BIGINT CONSTRAINT "users_boss_fkey" REFERENCES "users" ("id") ON DELETE SET NULL;

-- ==== postgres ====

ALTER TABLE "users" ADD COLUMN "boss" bigint;
ALTER TABLE "users" ADD CONSTRAINT "users_boss_fkey" FOREIGN KEY ("boss") REFERENCES "users" ("id") ON DELETE SET NULL;

-- ==== mysql ====

ALTER TABLE `users`
    ADD COLUMN `boss` BIGINT NULL,
    ADD CONSTRAINT `users_boss_fkey` FOREIGN KEY (`boss`) REFERENCES `users` (`id`) ON DELETE SET NULL;
