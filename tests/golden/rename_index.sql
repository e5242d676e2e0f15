-- rename index posts_author_id_title_idx of posts to by_author

-- ==== sqlite ====

DROP INDEX "posts_author_id_title_idx";
CREATE INDEX "by_author" ON "posts" ("author_id", "title");

-- ==== postgres ====

ALTER INDEX "posts_author_id_title_idx" RENAME TO "by_author";

-- ==== mysql ====

ALTER TABLE `posts` RENAME INDEX `posts_author_id_title_idx` TO `by_author`;
