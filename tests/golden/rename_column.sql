-- rename column users.seen_at to last_seen_at

-- ==== sqlite ====

ALTER TABLE "users" RENAME COLUMN "seen_at" TO "last_seen_at";

-- ==== postgres ====

ALTER TABLE "users" RENAME COLUMN "seen_at" TO "last_seen_at";

-- ==== mysql ====

ALTER TABLE `users` RENAME COLUMN `seen_at` TO `last_seen_at`;
