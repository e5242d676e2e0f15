-- create index oldest on users

-- ==== sqlite ====

CREATE INDEX "oldest" ON "users" ("age", "name" DESC);

-- ==== postgres ====

CREATE INDEX "oldest" ON "users" ("age", "name" DESC);

-- ==== mysql ====

ALTER TABLE `users` ADD INDEX `oldest` (`age`, `name` DESC);
