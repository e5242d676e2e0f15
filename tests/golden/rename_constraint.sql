-- rename constraint posts_title_not_empty of posts to has_title

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "posts" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'posts' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('posts_author_id_title_idx'))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('posts') WHERE name NOT IN ('id', 'author_id', 'title', 'status', 'place')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('posts') WHERE origin = 'u') > 1
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('posts')) > 1
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 2), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'posts' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_posts" (
    "id" INTEGER NOT NULL CONSTRAINT "posts_pkey" PRIMARY KEY AUTOINCREMENT,
    "author_id" BIGINT NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft' CHECK ("status" IN ('draft', 'live')),
    "place" INTEGER,
    CONSTRAINT "posts_author_id_title_place_key" UNIQUE ("author_id", "title", "place"),
    CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "has_title" CHECK (length(title) > 0)
);
INSERT INTO "__migrate_new_posts" ("id", "author_id", "title", "status", "place")
SELECT "id", "author_id", "title", "status", "place" FROM "posts";
-- must find nothing: not every row of table "posts" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_posts") || ' of ' || (SELECT count(*) FROM "posts") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_posts") <> (SELECT count(*) FROM "posts");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_posts';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_posts', seq FROM sqlite_sequence WHERE name = 'posts';
DROP TABLE "posts";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_posts" RENAME TO "posts";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "posts_author_id_title_idx" ON "posts" ("author_id", "title");
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "posts" RENAME CONSTRAINT "posts_title_not_empty" TO "has_title";

-- ==== mysql ====

ALTER TABLE `posts` DROP CONSTRAINT `posts_title_not_empty`, ADD CONSTRAINT `has_title` CHECK (length(title) > 0);
