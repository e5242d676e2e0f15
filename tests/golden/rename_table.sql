-- rename table users to people
-- rename table posts to articles

-- ==== sqlite ====

ALTER TABLE "users" RENAME TO "people";
ALTER TABLE "posts" RENAME TO "articles";

-- ==== postgres ====

ALTER TABLE "users" RENAME TO "people";
ALTER TABLE "posts" RENAME TO "articles";

-- ==== mysql ====

RENAME TABLE `users` TO `people`;
RENAME TABLE `posts` TO `articles`;
