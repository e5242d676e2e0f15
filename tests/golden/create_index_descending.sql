-- create index oldest on users

-- ==== sqlite ====

CREATE INDEX "oldest" ON "users" ("age", "name" DESC);

-- ==== postgres ====

CREATE INDEX "oldest" ON "users" ("age", "name" DESC);

-- ==== mysql ====

CREATE INDEX `oldest` ON `users` (`age`, `name` DESC);
