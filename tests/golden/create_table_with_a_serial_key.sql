-- create table things

-- ==== sqlite ====

CREATE TABLE "things" (
    "id" INTEGER NOT NULL CONSTRAINT "things_pkey" PRIMARY KEY AUTOINCREMENT
);

-- ==== postgres ====

CREATE TABLE "things" (
    "id" serial NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("id")
);

-- ==== mysql ====

CREATE TABLE `things` (
    `id` INT NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
