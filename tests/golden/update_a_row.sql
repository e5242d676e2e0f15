-- update name, age of a row of users

-- ==== sqlite ====

UPDATE "users" SET "name" = NULL, "age" = 41 WHERE "email" IS 'b@x';

-- ==== postgres ====

UPDATE "users" SET "name" = NULL, "age" = 41 WHERE "email" = 'b@x';

-- ==== mysql ====

UPDATE `users` SET `name` = NULL, `age` = 41 WHERE `email` = 'b@x' COLLATE utf8mb4_bin;
