-- backfill parts.weight

-- ==== sqlite ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "code", migrate_walked FROM (SELECT "code", count(*) OVER () AS migrate_walked FROM (SELECT "code" FROM "parts" WHERE "code" > :after_code ORDER BY "code" LIMIT 1000) AS part WHERE "code" <= :end_code) AS batch ORDER BY "code" DESC LIMIT 1;
UPDATE "parts" SET "weight" = 0 WHERE "code" > :after_code AND "code" <= :until_code;
-- at once:
UPDATE "parts" SET "weight" = 0;

-- ==== postgres ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "code", migrate_walked FROM (SELECT "code", count(*) OVER () AS migrate_walked FROM (SELECT "code" FROM "parts" WHERE "code" > :after_code ORDER BY "code" LIMIT 1000) AS part WHERE "code" <= :end_code) AS batch ORDER BY "code" DESC LIMIT 1;
UPDATE "parts" SET "weight" = 0 WHERE "code" > :after_code AND "code" <= :until_code;
-- at once:
UPDATE "parts" SET "weight" = 0;

-- ==== mysql ====

-- outside of a transaction:
-- in batches, each up to:
SELECT `code`, migrate_walked FROM (SELECT `code`, count(*) OVER () AS migrate_walked FROM (SELECT `code` FROM `parts` WHERE `code` > :after_code ORDER BY `code` LIMIT 1000) AS part WHERE `code` <= :end_code) AS batch ORDER BY `code` DESC LIMIT 1;
UPDATE `parts` SET `weight` = 0 WHERE `code` > :after_code AND `code` <= :until_code;
-- at once:
UPDATE `parts` SET `weight` = 0;
