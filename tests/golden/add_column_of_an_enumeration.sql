-- add column users.role
-- add column users.mood

-- ==== sqlite ====

ALTER TABLE "users" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'user' CHECK ("role" IN ('user', 'admin'));
ALTER TABLE "users" ADD COLUMN "mood" TEXT CHECK ("mood" IN ('good', 'bad'));

-- ==== postgres ====

CREATE TYPE "users_role" AS ENUM ('user', 'admin');
ALTER TABLE "users" ADD COLUMN "role" "users_role" NOT NULL DEFAULT 'user';
CREATE TYPE "users_mood" AS ENUM ('good', 'bad');
ALTER TABLE "users" ADD COLUMN "mood" "users_mood";

-- ==== mysql ====

ALTER TABLE `users`
    ADD COLUMN `role` ENUM('user', 'admin') NOT NULL DEFAULT 'user',
    ADD COLUMN `mood` ENUM('good', 'bad') NULL;
