-- run SQL: UPDATE users SET age = 1; DELETE FROM po…

-- ==== sqlite ====

UPDATE users SET age = 1;
DELETE FROM posts WHERE title = ';';

-- ==== postgres ====

UPDATE users SET age = 1;
DELETE FROM posts WHERE title = ';';

-- ==== mysql ====

UPDATE users SET age = 1;
DELETE FROM posts WHERE title = ';';
