-- ensure that rows of parts meet: weight > 0

-- ==== sqlite ====

-- must find nothing: not every row of table "parts" meets "weight > 0"
-- help: correct these rows, or have a backfill before this step correct them
SELECT 'rows that do not: ' || migrate_unmet || ', such as ' || (SELECT group_concat(migrate_found, '; ') FROM (SELECT 'shelf' || ' ' || "shelf" || ', ' || 'number' || ' ' || "number" AS migrate_found FROM "parts" WHERE (weight > 0
) IS NOT TRUE ORDER BY "shelf", "number" LIMIT 5) AS some_rows) FROM (SELECT count(*) AS migrate_unmet FROM "parts" WHERE (weight > 0
) IS NOT TRUE) AS all_rows WHERE migrate_unmet > 0;

-- ==== postgres ====

-- must find nothing: not every row of table "parts" meets "weight > 0"
-- help: correct these rows, or have a backfill before this step correct them
SELECT 'rows that do not: ' || migrate_unmet || ', such as ' || (SELECT string_agg(migrate_found, '; ') FROM (SELECT 'shelf' || ' ' || "shelf" || ', ' || 'number' || ' ' || "number" AS migrate_found FROM "parts" WHERE (weight > 0
) IS NOT TRUE ORDER BY "shelf", "number" LIMIT 5) AS some_rows) FROM (SELECT count(*) AS migrate_unmet FROM "parts" WHERE (weight > 0
) IS NOT TRUE) AS all_rows WHERE migrate_unmet > 0;

-- ==== mysql ====

-- must find nothing: not every row of table "parts" meets "weight > 0"
-- help: correct these rows, or have a backfill before this step correct them
SELECT CONCAT('rows that do not: ', migrate_unmet, ', such as ', (SELECT GROUP_CONCAT(migrate_found SEPARATOR '; ') FROM (SELECT CONCAT('shelf', ' ', `shelf`, ', ', 'number', ' ', `number`) AS migrate_found FROM `parts` WHERE (weight > 0
) IS NOT TRUE ORDER BY `shelf`, `number` LIMIT 5) AS some_rows)) FROM (SELECT count(*) AS migrate_unmet FROM `parts` WHERE (weight > 0
) IS NOT TRUE) AS all_rows WHERE migrate_unmet > 0;
