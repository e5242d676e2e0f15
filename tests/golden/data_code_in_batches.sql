-- run data code one_by_one over users in batches

-- ==== sqlite ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "id", migrate_walked FROM (SELECT "id", count(*) OVER () AS migrate_walked FROM (SELECT "id" FROM "users" WHERE "id" > :after_id ORDER BY "id" LIMIT 1000) AS part WHERE "id" <= :end_id) AS batch ORDER BY "id" DESC LIMIT 1;
SELECT "id", "email" FROM "users" WHERE "id" > :after_id AND "id" <= :until_id AND (age > 5
) ORDER BY "id";
-- Rust: one_by_one

-- ==== postgres ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "id", migrate_walked FROM (SELECT "id", count(*) OVER () AS migrate_walked FROM (SELECT "id" FROM "users" WHERE "id" > :after_id ORDER BY "id" LIMIT 1000) AS part WHERE "id" <= :end_id) AS batch ORDER BY "id" DESC LIMIT 1;
SELECT "id", "email" FROM "users" WHERE "id" > :after_id AND "id" <= :until_id AND (age > 5
) ORDER BY "id" FOR NO KEY UPDATE;
-- Rust: one_by_one

-- ==== mysql ====

-- outside of a transaction:
-- in batches, each up to:
SELECT `id`, migrate_walked FROM (SELECT `id`, count(*) OVER () AS migrate_walked FROM (SELECT `id` FROM `users` WHERE `id` > :after_id ORDER BY `id` LIMIT 1000) AS part WHERE `id` <= :end_id) AS batch ORDER BY `id` DESC LIMIT 1;
SELECT `id`, `email` FROM `users` WHERE `id` > :after_id AND `id` <= :until_id AND (age > 5
) ORDER BY `id` FOR UPDATE;
-- Rust: one_by_one
