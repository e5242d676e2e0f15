-- create table things

-- ==== sqlite ====

CREATE TABLE "things" (
    "code" VARCHAR(20) COLLATE NOCASE NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TIMESTAMPTZ_TEXT NOT NULL,
    "big" DOUBLE NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
);
CREATE INDEX "things_code_idx" ON "things" ("code" COLLATE NOCASE);

-- ==== postgres ====

CREATE TABLE "things" (
    "code" varchar(20) COLLATE "C" NOT NULL,
    "n" integer NOT NULL,
    "at" timestamptz NOT NULL,
    "big" double precision NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code")
);
CREATE INDEX "things_code_idx" ON "things" ("code" COLLATE "C");

-- ==== mysql ====

CREATE TABLE `things` (
    `code` VARCHAR(20) NOT NULL,
    `n` INT NOT NULL,
    `at` DATETIME(6) NOT NULL,
    `big` DOUBLE NOT NULL,
    PRIMARY KEY (`code`),
    INDEX `things_code_idx` (`code`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
