-- backfill users.name, age

-- ==== sqlite ====

UPDATE "users" SET "name" = lower(email), "age" = age + 1 WHERE name IS NULL OR age > 5;

-- ==== postgres ====

UPDATE "users" SET "name" = lower(email), "age" = age + 1 WHERE name IS NULL OR age > 5;

-- ==== mysql ====

UPDATE `users` SET `name` = lower(email), `age` = age + 1 WHERE name IS NULL OR age > 5;
