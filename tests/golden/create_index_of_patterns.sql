-- create index notes_idx on notes

-- ==== sqlite ====

-- refused: sqlite cannot create index notes_idx on notes: index "notes_idx" uses the operator class "text_pattern_ops", which SQLite does not have
-- help: leave it out, or name a collation

-- ==== postgres ====

-- outside of a transaction:
DO $$BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('"notes_idx"') AND indrelid = to_regclass('"notes"') AND NOT indisvalid) THEN
        ALTER INDEX "notes_idx" RENAME TO "__migrate_invalid_index";
    END IF;
END$$;
DROP INDEX CONCURRENTLY IF EXISTS "__migrate_invalid_index";
CREATE INDEX CONCURRENTLY "notes_idx" ON "notes" ((lower(title)) text_pattern_ops);
COMMENT ON INDEX "notes_idx" IS 'for searches from the beginning';

-- ==== mysql ====

-- refused: mysql cannot create index notes_idx on notes: index "notes_idx" has an operator class, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
