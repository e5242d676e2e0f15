-- backfill parts.weight

-- ==== sqlite ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "shelf", "number", migrate_walked FROM (SELECT "shelf", "number", count(*) OVER () AS migrate_walked FROM (SELECT "shelf", "number" FROM "parts" WHERE ("shelf", "number") > (:after_shelf, :after_number) ORDER BY "shelf", "number" LIMIT 1000) AS part WHERE ("shelf", "number") <= (:end_shelf, :end_number)) AS batch ORDER BY "shelf" DESC, "number" DESC LIMIT 1;
UPDATE "parts" SET "weight" = weight + 1 WHERE ("shelf", "number") > (:after_shelf, :after_number) AND ("shelf", "number") <= (:until_shelf, :until_number);
-- at once:
UPDATE "parts" SET "weight" = weight + 1;

-- ==== postgres ====

-- outside of a transaction:
-- in batches, each up to:
SELECT "shelf", "number", migrate_walked FROM (SELECT "shelf", "number", count(*) OVER () AS migrate_walked FROM (SELECT "shelf", "number" FROM "parts" WHERE ("shelf", "number") > (:after_shelf, :after_number) ORDER BY "shelf", "number" LIMIT 1000) AS part WHERE ("shelf", "number") <= (:end_shelf, :end_number)) AS batch ORDER BY "shelf" DESC, "number" DESC LIMIT 1;
UPDATE "parts" SET "weight" = weight + 1 WHERE ("shelf", "number") > (:after_shelf, :after_number) AND ("shelf", "number") <= (:until_shelf, :until_number);
-- at once:
UPDATE "parts" SET "weight" = weight + 1;

-- ==== mysql ====

-- outside of a transaction:
-- in batches, each up to:
SELECT `shelf`, `number`, migrate_walked FROM (SELECT `shelf`, `number`, count(*) OVER () AS migrate_walked FROM (SELECT `shelf`, `number` FROM `parts` WHERE (`shelf` >= :after_shelf AND (`shelf` > :after_shelf OR `number` > :after_number)) ORDER BY `shelf`, `number` LIMIT 1000) AS part WHERE (`shelf` <= :end_shelf AND (`shelf` < :end_shelf OR `number` <= :end_number))) AS batch ORDER BY `shelf` DESC, `number` DESC LIMIT 1;
UPDATE `parts` SET `weight` = weight + 1 WHERE (`shelf` >= :after_shelf AND (`shelf` > :after_shelf OR `number` > :after_number)) AND (`shelf` <= :until_shelf AND (`shelf` < :until_shelf OR `number` <= :until_number));
-- at once:
UPDATE `parts` SET `weight` = weight + 1;
