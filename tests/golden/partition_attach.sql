-- attach partition events_2025 to events

-- ==== sqlite ====

-- refused: sqlite cannot attach partition events_2025 to events: SQLite has no partitions, and table "events_2025" is none
-- help: leave this out where it is meant for SQLite

-- ==== postgres ====

ALTER TABLE "events_2025" ADD CONSTRAINT "events_kind_check" CHECK (kind <> '');
ALTER TABLE "events_2025" ADD CONSTRAINT "events_2025_pkey" PRIMARY KEY ("id", "at");
ALTER TABLE "events_2025" ADD CONSTRAINT "events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id");
ALTER TABLE "events" ATTACH PARTITION "events_2025" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- ==== mysql ====

-- refused: mysql cannot attach partition events_2025 to events: MySQL and MariaDB have no partitions, and table "events_2025" is none
-- help: leave this out where it is meant for MySQL and MariaDB
