-- drop index users_name_idx of users

-- ==== sqlite ====

DROP INDEX "users_name_idx";

-- ==== postgres ====

-- outside of a transaction:
DROP INDEX CONCURRENTLY "users_name_idx";

-- ==== mysql ====

ALTER TABLE `users` DROP INDEX `users_name_idx`, ALGORITHM = INPLACE, LOCK = NONE;
