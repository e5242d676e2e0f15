-- backfill users.name

-- ==== sqlite ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "id", migrate_walked FROM (SELECT "id", count(*) OVER () AS migrate_walked FROM (SELECT "id" FROM "users" WHERE "id" > :after_id ORDER BY "id" LIMIT 1000) AS part WHERE "id" <= :end_id) AS batch ORDER BY "id" DESC LIMIT 1;
UPDATE "users" SET "name" = lower(email) WHERE "id" > :after_id AND "id" <= :until_id AND (name IS NULL OR age > 5
);
-- at once:
UPDATE "users" SET "name" = lower(email) WHERE name IS NULL OR age > 5;

-- ==== postgres ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "id", migrate_walked FROM (SELECT "id", count(*) OVER () AS migrate_walked FROM (SELECT "id" FROM "users" WHERE "id" > :after_id ORDER BY "id" LIMIT 1000) AS part WHERE "id" <= :end_id) AS batch ORDER BY "id" DESC LIMIT 1;
UPDATE "users" SET "name" = lower(email) WHERE "id" > :after_id AND "id" <= :until_id AND (name IS NULL OR age > 5
);
-- at once:
UPDATE "users" SET "name" = lower(email) WHERE name IS NULL OR age > 5;

-- ==== mysql ====

-- outside of a transaction:
-- in batches, each up to:
SELECT `id`, migrate_walked FROM (SELECT `id`, count(*) OVER () AS migrate_walked FROM (SELECT `id` FROM `users` WHERE `id` > :after_id ORDER BY `id` LIMIT 1000) AS part WHERE `id` <= :end_id) AS batch ORDER BY `id` DESC LIMIT 1;
UPDATE `users` SET `name` = lower(email) WHERE `id` > :after_id AND `id` <= :until_id AND (name IS NULL OR age > 5
);
-- at once:
UPDATE `users` SET `name` = lower(email) WHERE name IS NULL OR age > 5;
