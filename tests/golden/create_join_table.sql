-- create table readers

-- ==== sqlite ====

CREATE TABLE "readers" (
    "user_id" BIGINT NOT NULL,
    "post_id" BIGINT NOT NULL,
    "liked" BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT "readers_pkey" PRIMARY KEY ("user_id", "post_id"),
    CONSTRAINT "readers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "readers_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts" ("id") ON DELETE CASCADE
);
CREATE INDEX "readers_post_id_user_id_idx" ON "readers" ("post_id", "user_id");

-- ==== postgres ====

CREATE TABLE "readers" (
    "user_id" bigint NOT NULL,
    "post_id" bigint NOT NULL,
    "liked" boolean NOT NULL DEFAULT FALSE,
    CONSTRAINT "readers_pkey" PRIMARY KEY ("user_id", "post_id"),
    CONSTRAINT "readers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "readers_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts" ("id") ON DELETE CASCADE
);
CREATE INDEX "readers_post_id_user_id_idx" ON "readers" ("post_id", "user_id");

-- ==== mysql ====

CREATE TABLE `readers` (
    `user_id` BIGINT NOT NULL,
    `post_id` BIGINT NOT NULL,
    `liked` BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (`user_id`, `post_id`),
    CONSTRAINT `readers_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE,
    CONSTRAINT `readers_post_id_fkey` FOREIGN KEY (`post_id`) REFERENCES `posts` (`id`) ON DELETE CASCADE,
    INDEX `readers_post_id_user_id_idx` (`post_id`, `user_id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
