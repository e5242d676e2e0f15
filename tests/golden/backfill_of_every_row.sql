-- backfill posts.rank

-- ==== sqlite ====

UPDATE "posts" SET "rank" = 1;

-- ==== postgres ====

UPDATE "posts" SET "rank" = 1;

-- ==== mysql ====

UPDATE `posts` SET `rank` = 1;
