-- alter column users.email

-- ==== sqlite ====

-- nothing to do

-- ==== postgres ====

COMMENT ON COLUMN "users"."email" IS 'it''s \ where to write';

-- ==== mysql ====

ALTER TABLE `users` MODIFY COLUMN `email` VARCHAR(255) NOT NULL COMMENT 'it''s \\ where to write';
