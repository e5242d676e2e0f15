-- create table pages

-- ==== sqlite ====

CREATE TABLE "pages" (
    "site" VARCHAR(20) NOT NULL,
    "rowid" VARCHAR(20) NOT NULL,
    "seen""at" TIMESTAMP_TEXT,
    CONSTRAINT "pages_pkey" PRIMARY KEY ("site", "rowid")
) WITHOUT ROWID;
CREATE TRIGGER "pages_seen""at_touch" AFTER UPDATE ON "pages" FOR EACH ROW
WHEN new."seen""at" IS old."seen""at" AND new."seen""at" IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE "pages" SET "seen""at" = CURRENT_TIMESTAMP WHERE "site" = new."site" AND "rowid" = new."rowid";
END;

-- ==== postgres ====

-- refused: postgres cannot create table pages: table "pages" has no rowid, which is SQLite's option alone
-- help: leave it out where this is meant for PostgreSQL

-- ==== mysql ====

-- refused: mysql cannot create table pages: table "pages" has the option without_rowid, which is SQLite's alone
-- help: leave it out where this is meant for MySQL and MariaDB
