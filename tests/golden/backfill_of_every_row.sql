-- backfill posts.place

-- ==== sqlite ====

UPDATE "posts" SET "place" = 1;

-- ==== postgres ====

UPDATE "posts" SET "place" = 1;

-- ==== mysql ====

UPDATE `posts` SET `place` = 1;
