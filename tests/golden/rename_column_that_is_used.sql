-- rename column users.id to user_id
-- rename column posts.title to headline
-- rename column posts.author_id to writer_id

-- ==== sqlite ====

ALTER TABLE "users" RENAME COLUMN "id" TO "user_id";
ALTER TABLE "posts" RENAME COLUMN "title" TO "headline";
ALTER TABLE "posts" RENAME COLUMN "author_id" TO "writer_id";

-- ==== postgres ====

ALTER TABLE "users" RENAME COLUMN "id" TO "user_id";
ALTER TABLE "posts" RENAME COLUMN "title" TO "headline";
ALTER TABLE "posts" RENAME COLUMN "author_id" TO "writer_id";

-- ==== mysql ====

ALTER TABLE `users` RENAME COLUMN `id` TO `user_id`;
ALTER TABLE `posts` DROP CONSTRAINT `posts_title_not_empty`;
ALTER TABLE `posts` RENAME COLUMN `title` TO `headline`;
ALTER TABLE `posts` ADD CONSTRAINT `posts_title_not_empty` CHECK (length(headline) > 0);
ALTER TABLE `posts` RENAME COLUMN `author_id` TO `writer_id`;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER TABLE `users` RENAME COLUMN `id` TO `user_id`;
ALTER TABLE `posts` COMMENT = '';
ALTER TABLE `posts` RENAME COLUMN `title` TO `headline`;
ALTER TABLE `posts` RENAME COLUMN `author_id` TO `writer_id`;
