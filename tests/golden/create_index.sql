-- create index users_age_name_idx on users

-- ==== sqlite ====

CREATE INDEX "users_age_name_idx" ON "users" ("age", "name");

-- ==== postgres ====

CREATE INDEX "users_age_name_idx" ON "users" ("age", "name");

-- ==== mysql ====

ALTER TABLE `users` ADD INDEX `users_age_name_idx` (`age`, `name`);
