-- create index by_age on users
-- make index by_age of users a constraint

-- ==== sqlite ====

-- refused: sqlite cannot create index by_age on users: index "by_age" includes columns that are no part of its key, which SQLite does not have
-- help: leave them out, or make an index with them behind the others
-- refused: sqlite cannot make index by_age of users a constraint: an index of SQLite stays an index
-- help: drop index "by_age", and add the constraint by itself

-- ==== postgres ====

-- outside of a transaction:
DO $$BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('"by_age"') AND indrelid = to_regclass('"users"') AND NOT indisvalid) THEN
        ALTER INDEX "by_age" RENAME TO "__migrate_invalid_index";
    END IF;
END$$;
DROP INDEX CONCURRENTLY IF EXISTS "__migrate_invalid_index";
CREATE UNIQUE INDEX CONCURRENTLY "by_age" ON "users" ("age", "credit") INCLUDE ("name");
ALTER TABLE "users" ADD CONSTRAINT "users_age_credit_key" UNIQUE USING INDEX "by_age";

-- ==== mysql ====

-- refused: mysql cannot create index by_age on users: index "by_age" has included columns, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot make index by_age of users a constraint: an index of MySQL and MariaDB stays an index
-- help: drop index "by_age", and add the constraint by itself
