-- drop column users.seen_at
-- drop column users.credit

-- ==== sqlite ====

ALTER TABLE "users" DROP COLUMN "seen_at";
ALTER TABLE "users" DROP COLUMN "credit";

-- ==== postgres ====

ALTER TABLE "users" DROP COLUMN "seen_at";
ALTER TABLE "users" DROP COLUMN "credit";

-- ==== mysql ====

ALTER TABLE `users` DROP COLUMN `seen_at`;
ALTER TABLE `users` DROP COLUMN `credit`;
