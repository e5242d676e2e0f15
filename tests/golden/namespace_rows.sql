-- insert 1 row(s) into users
-- insert 1 row(s) into audit.events
-- backfill audit.events.note
-- update kind of a row of audit.events

-- ==== sqlite ====

INSERT INTO "users" ("id", "name") VALUES
    (1, 'Ann');
INSERT INTO "audit.events" ("id", "user_id", "kind", "level") VALUES
    (1, 1, 'made', 'low');
UPDATE "audit.events" SET "note" = 'x';
UPDATE "audit.events" SET "kind" = 'gone' WHERE "id" IS 1;

-- ==== postgres ====

INSERT INTO "users" ("id", "name") VALUES
    (1, 'Ann');
SELECT setval(pg_get_serial_sequence('"users"', 'id'), max("id")) FROM "users" HAVING max("id") >= coalesce(pg_sequence_last_value(pg_get_serial_sequence('"users"', 'id')::regclass), 1);
INSERT INTO "audit"."events" ("id", "user_id", "kind", "level") VALUES
    (1, 1, 'made', 'low');
SELECT setval(pg_get_serial_sequence('"audit"."events"', 'id'), max("id")) FROM "audit"."events" HAVING max("id") >= coalesce(pg_sequence_last_value(pg_get_serial_sequence('"audit"."events"', 'id')::regclass), 1);
UPDATE "audit"."events" SET "note" = 'x';
UPDATE "audit"."events" SET "kind" = 'gone' WHERE "id" = 1;

-- ==== mysql ====

INSERT INTO `users` (`id`, `name`) VALUES
    (1, 'Ann');
INSERT INTO `audit.events` (`id`, `user_id`, `kind`, `level`) VALUES
    (1, 1, 'made', 'low');
UPDATE `audit.events` SET `note` = 'x';
UPDATE `audit.events` SET `kind` = 'gone' WHERE `id` = 1;
