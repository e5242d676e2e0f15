-- drop index users_name_idx of users

-- ==== sqlite ====

DROP INDEX "users_name_idx";

-- ==== postgres ====

DROP INDEX "users_name_idx";

-- ==== mysql ====

ALTER TABLE `users` DROP INDEX `users_name_idx`;
