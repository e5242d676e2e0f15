-- create table members
-- create table badges

-- ==== sqlite ====

CREATE TABLE "members" (
    "tenant" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "boss" INTEGER,
    CONSTRAINT "members_pkey" PRIMARY KEY ("tenant", "id"),
    CONSTRAINT "members_tenant_boss_fkey" FOREIGN KEY ("tenant", "boss") REFERENCES "members" ("tenant", "id")
);
CREATE TABLE "badges" (
    "tenant" INTEGER NOT NULL,
    "member" INTEGER NOT NULL,
    CONSTRAINT "badges_owner" FOREIGN KEY ("tenant", "member") REFERENCES "members" ("tenant", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- ==== postgres ====

CREATE TABLE "members" (
    "tenant" integer NOT NULL,
    "id" integer NOT NULL,
    "boss" integer,
    CONSTRAINT "members_pkey" PRIMARY KEY ("tenant", "id"),
    CONSTRAINT "members_tenant_boss_fkey" FOREIGN KEY ("tenant", "boss") REFERENCES "members" ("tenant", "id")
);
CREATE TABLE "badges" (
    "tenant" integer NOT NULL,
    "member" integer NOT NULL,
    CONSTRAINT "badges_owner" FOREIGN KEY ("tenant", "member") REFERENCES "members" ("tenant", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- ==== mysql ====

CREATE TABLE `members` (
    `tenant` INT NOT NULL,
    `id` INT NOT NULL,
    `boss` INT NULL,
    PRIMARY KEY (`tenant`, `id`),
    CONSTRAINT `members_tenant_boss_fkey` FOREIGN KEY (`tenant`, `boss`) REFERENCES `members` (`tenant`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
CREATE TABLE `badges` (
    `tenant` INT NOT NULL,
    `member` INT NOT NULL,
    CONSTRAINT `badges_owner` FOREIGN KEY (`tenant`, `member`) REFERENCES `members` (`tenant`, `id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
