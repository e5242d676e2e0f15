-- create index users_age_idx on users

-- ==== sqlite ====

CREATE INDEX "users_age_idx" ON "users" ("age");

-- ==== postgres ====

-- outside of a transaction:
DO $$BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('"users_age_idx"') AND indrelid = to_regclass('"users"') AND NOT indisvalid) THEN
        ALTER INDEX "users_age_idx" RENAME TO "__migrate_invalid_index";
    END IF;
END$$;
DROP INDEX CONCURRENTLY IF EXISTS "__migrate_invalid_index";
CREATE INDEX CONCURRENTLY "users_age_idx" ON "users" ("age");

-- ==== mysql ====

ALTER TABLE `users` ADD INDEX `users_age_idx` (`age`), ALGORITHM = INPLACE, LOCK = NONE;
