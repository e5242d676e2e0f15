-- create table comments

-- ==== sqlite ====

CREATE TABLE "comments" (
    "id" CHAR(26) NOT NULL,
    "item_type" VARCHAR(255) NOT NULL,
    "item_id" BIGINT NOT NULL,
    "price" DECIMAL_TEXT(19,4) NOT NULL DEFAULT '0',
    "tag" VARCHAR(10) NOT NULL,
    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "comments_item_type_item_id_idx" ON "comments" ("item_type", "item_id");
CREATE INDEX "comments_tag_idx" ON "comments" ("tag");

-- ==== postgres ====

CREATE TABLE "comments" (
    "id" char(26) NOT NULL,
    "item_type" varchar(255) NOT NULL,
    "item_id" bigint NOT NULL,
    "price" numeric(19,4) NOT NULL DEFAULT 0,
    "tag" varchar(10) NOT NULL,
    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "comments_item_type_item_id_idx" ON "comments" ("item_type", "item_id");
CREATE INDEX "comments_tag_idx" ON "comments" ("tag");

-- ==== mysql ====

CREATE TABLE `comments` (
    `id` CHAR(26) NOT NULL,
    `item_type` VARCHAR(255) NOT NULL,
    `item_id` BIGINT NOT NULL,
    `price` DECIMAL(19,4) NOT NULL DEFAULT 0.0000,
    `tag` VARCHAR(10) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `comments_item_type_item_id_idx` (`item_type`, `item_id`),
    INDEX `comments_tag_idx` (`tag`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
