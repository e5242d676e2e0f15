-- create table notes
-- create index notes_title_author_idx on notes

-- ==== sqlite ====

CREATE TABLE "notes" (
    "title" VARCHAR(700) NOT NULL,
    "author" VARCHAR(100) NOT NULL
);
CREATE INDEX "notes_title_author_idx" ON "notes" ("title", "author");

-- ==== postgres ====

CREATE TABLE "notes" (
    "title" varchar(700) NOT NULL,
    "author" varchar(100) NOT NULL
);
CREATE INDEX "notes_title_author_idx" ON "notes" ("title", "author");

-- ==== mysql ====

CREATE TABLE `notes` (
    `title` VARCHAR(700) NOT NULL,
    `author` VARCHAR(100) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
-- refused: mysql cannot create index notes_title_author_idx on notes: index "notes_title_author_idx" would be 3200 bytes long, and MySQL and MariaDB take at most 3072
-- help: make its columns shorter (a character counts for 4 bytes), or leave some out
