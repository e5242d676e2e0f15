-- update name, age of a row of users

-- ==== sqlite ====

UPDATE "users" SET "name" = NULL, "age" = 41 WHERE "email" IS 'b@x';

-- ==== postgres ====

-- refused: postgres cannot update name, age of a row of users: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

UPDATE `users` SET `name` = NULL, `age` = 41 WHERE `email` = 'b@x' COLLATE utf8mb4_bin;
