-- ensure that rows of users meet: email IS NOT NULL

-- ==== sqlite ====

-- must find nothing: not every row of table "users" meets "email IS NOT NULL"
-- help: correct these rows, or have a backfill before this step correct them
SELECT 'rows that do not: ' || migrate_unmet || ', such as ' || (SELECT group_concat(migrate_found, '; ') FROM (SELECT 'id' || ' ' || "id" AS migrate_found FROM "users" WHERE (email IS NOT NULL
) IS NOT TRUE ORDER BY "id" LIMIT 5) AS some_rows) FROM (SELECT count(*) AS migrate_unmet FROM "users" WHERE (email IS NOT NULL
) IS NOT TRUE) AS all_rows WHERE migrate_unmet > 0;

-- ==== postgres ====

-- must find nothing: not every row of table "users" meets "email IS NOT NULL"
-- help: correct these rows, or have a backfill before this step correct them
SELECT 'rows that do not: ' || migrate_unmet || ', such as ' || (SELECT string_agg(migrate_found, '; ') FROM (SELECT 'id' || ' ' || "id" AS migrate_found FROM "users" WHERE (email IS NOT NULL
) IS NOT TRUE ORDER BY "id" LIMIT 5) AS some_rows) FROM (SELECT count(*) AS migrate_unmet FROM "users" WHERE (email IS NOT NULL
) IS NOT TRUE) AS all_rows WHERE migrate_unmet > 0;

-- ==== mysql ====

-- must find nothing: not every row of table "users" meets "email IS NOT NULL"
-- help: correct these rows, or have a backfill before this step correct them
SELECT CONCAT('rows that do not: ', migrate_unmet, ', such as ', (SELECT GROUP_CONCAT(migrate_found SEPARATOR '; ') FROM (SELECT CONCAT('id', ' ', `id`) AS migrate_found FROM `users` WHERE (email IS NOT NULL
) IS NOT TRUE ORDER BY `id` LIMIT 5) AS some_rows)) FROM (SELECT count(*) AS migrate_unmet FROM `users` WHERE (email IS NOT NULL
) IS NOT TRUE) AS all_rows WHERE migrate_unmet > 0;
