-- create table notes

-- ==== sqlite ====

CREATE TABLE "notes" (
    "body" BLOB NOT NULL,
    CONSTRAINT "notes_body_key" UNIQUE ("body")
);

-- ==== postgres ====

CREATE TABLE "notes" (
    "body" bytea NOT NULL,
    CONSTRAINT "notes_body_key" UNIQUE ("body")
);

-- ==== mysql ====

-- refused: mysql cannot create table notes: unique constraint "notes_body_key" is over column "body" of type binary, which MySQL and MariaDB index only in part
-- help: make the column a `varchar`, or leave it out of the key
