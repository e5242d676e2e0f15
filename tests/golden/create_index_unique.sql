-- create index users_name_age_key on users

-- ==== sqlite ====

CREATE UNIQUE INDEX "users_name_age_key" ON "users" ("name", "age");

-- ==== postgres ====

CREATE UNIQUE INDEX "users_name_age_key" ON "users" ("name", "age");

-- ==== mysql ====

ALTER TABLE `users` ADD UNIQUE INDEX `users_name_age_key` (`name`, `age`);
