-- detach partition events_2026 from events

-- ==== sqlite ====

-- refused: sqlite cannot detach partition events_2026 from events: SQLite has no partitions, and table "events_2026" is none
-- help: leave this out where it is meant for SQLite

-- ==== postgres ====

-- refused: postgres cannot detach partition events_2026 from events: to detach partition "events_2026" concurrently needs PostgreSQL 14, and this is for PostgreSQL 13.0.0
-- help: leave it out, or use a later version of the server

-- ==== postgres (PostgreSQL 15.0.0) ====

-- outside of a transaction:
ALTER TABLE "events" DETACH PARTITION "events_2026" CONCURRENTLY;
DO $$DECLARE
    bound name;
BEGIN
    SELECT conname INTO bound FROM pg_constraint
    WHERE conrelid = '"events_2026"'::regclass AND contype = 'c' AND conname NOT IN ('', 'events_kind_check')
    ORDER BY oid DESC LIMIT 1;
    IF FOUND THEN
        EXECUTE format('ALTER TABLE "events_2026" DROP CONSTRAINT %I', bound);
    END IF;
END$$;

-- ==== postgres (PostgreSQL 18.0.0) ====

-- outside of a transaction:
ALTER TABLE "events" DETACH PARTITION "events_2026" CONCURRENTLY;
DO $$DECLARE
    bound name;
BEGIN
    SELECT conname INTO bound FROM pg_constraint
    WHERE conrelid = '"events_2026"'::regclass AND contype = 'c' AND conname NOT IN ('', 'events_kind_check')
    ORDER BY oid DESC LIMIT 1;
    IF FOUND THEN
        EXECUTE format('ALTER TABLE "events_2026" DROP CONSTRAINT %I', bound);
    END IF;
END$$;

-- ==== mysql ====

-- refused: mysql cannot detach partition events_2026 from events: MySQL and MariaDB have no partitions, and table "events_2026" is none
-- help: leave this out where it is meant for MySQL and MariaDB
