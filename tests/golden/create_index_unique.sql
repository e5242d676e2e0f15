-- create index users_name_age_key on users

-- ==== sqlite ====

CREATE UNIQUE INDEX "users_name_age_key" ON "users" ("name", "age");

-- ==== postgres ====

CREATE UNIQUE INDEX "users_name_age_key" ON "users" ("name", "age");

-- ==== mysql ====

CREATE UNIQUE INDEX `users_name_age_key` ON `users` (`name`, `age`);
