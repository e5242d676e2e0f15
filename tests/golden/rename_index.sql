-- rename index posts_author_id_title_idx of posts to by_author

-- ==== sqlite ====

DROP INDEX "posts_author_id_title_idx";
CREATE INDEX "by_author" ON "posts" ("author_id", "title");

-- ==== postgres ====

-- refused: postgres cannot rename index posts_author_id_title_idx of posts to by_author: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

ALTER TABLE `posts` RENAME INDEX `posts_author_id_title_idx` TO `by_author`;
