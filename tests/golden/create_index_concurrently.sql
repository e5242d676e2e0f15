-- create index users_age_idx on users

-- ==== sqlite ====

CREATE INDEX "users_age_idx" ON "users" ("age");

-- ==== postgres ====

-- outside of a transaction:
CREATE INDEX CONCURRENTLY "users_age_idx" ON "users" ("age");

-- ==== mysql ====

CREATE INDEX `users_age_idx` ON `users` (`age`) ALGORITHM = INPLACE LOCK = NONE;
