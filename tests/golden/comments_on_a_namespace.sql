-- comment on schema audit
-- comment on schema audit
-- create table audit.events
-- comment on constraint events_n_check of audit.events

-- ==== sqlite ====

-- nothing to do
-- nothing to do
CREATE TABLE "audit.events" (
    "n" INTEGER NOT NULL,
    CONSTRAINT "events_n_check" CHECK (n > 0)
);
-- nothing to do

-- ==== postgres ====

COMMENT ON SCHEMA "audit" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON SCHEMA "audit" IS NULL;
CREATE TABLE "audit"."events" (
    "n" integer NOT NULL,
    CONSTRAINT "events_n_check" CHECK (n > 0)
);
COMMENT ON CONSTRAINT "events_n_check" ON "audit"."events" IS 'some';
COMMENT ON CONSTRAINT "events_n_check" ON "audit"."events" IS 'one or more';

-- ==== mysql ====

-- refused: mysql cannot comment on schema audit: schema "audit" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on schema audit: schema "audit" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot create table audit.events: check "events_n_check" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on constraint events_n_check of audit.events: constraint "events_n_check" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
