-- create table notes

-- ==== sqlite ====

CREATE TABLE "notes" (
    "body" JSON_TEXT NOT NULL
);
CREATE INDEX "notes_body_idx" ON "notes" ("body");

-- ==== postgres ====

CREATE TABLE "notes" (
    "body" jsonb NOT NULL
);
CREATE INDEX "notes_body_idx" ON "notes" ("body");

-- ==== mysql ====

-- refused: mysql cannot create table notes: index "notes_body_idx" is over column "body" of type jsonb, which MySQL and MariaDB index only in part
-- help: make the column a `varchar`, or leave it out of the key
