-- drop table posts

-- ==== sqlite ====

DROP TABLE "posts";

-- ==== postgres ====

DROP TABLE "posts";
DROP TYPE "posts_status";

-- ==== mysql ====

DROP TABLE `posts`;
