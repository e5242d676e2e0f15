-- create table posts

-- ==== sqlite ====

CREATE TABLE "posts" (
    "id" UUID_TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    "parent" UUID_TEXT,
    CONSTRAINT "posts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "posts_parent_fkey" FOREIGN KEY ("parent") REFERENCES "posts" ("id")
);

-- ==== postgres ====

CREATE TABLE "posts" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "parent" uuid,
    CONSTRAINT "posts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "posts_parent_fkey" FOREIGN KEY ("parent") REFERENCES "posts" ("id")
);

-- ==== mysql ====

CREATE TABLE `posts` (
    `id` CHAR(36) CHARACTER SET ascii NOT NULL DEFAULT (uuid()),
    `parent` CHAR(36) CHARACTER SET ascii NULL,
    PRIMARY KEY (`id`),
    CONSTRAINT `posts_parent_fkey` FOREIGN KEY (`parent`) REFERENCES `posts` (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
