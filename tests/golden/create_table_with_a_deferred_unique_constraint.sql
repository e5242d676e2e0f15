-- create table things

-- ==== sqlite ====

-- refused: sqlite cannot create table things: unique constraint "things_n_key" is deferrable, which SQLite has for foreign keys alone
-- help: leave it out: the constraint is checked at each statement

-- ==== postgres ====

CREATE TABLE "things" (
    "code" varchar(20) NOT NULL,
    "n" integer NOT NULL,
    "at" timestamptz NOT NULL,
    "big" double precision NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("code"),
    CONSTRAINT "things_n_key" UNIQUE ("n") DEFERRABLE
);

-- ==== mysql ====

CREATE TABLE `things` (
    `code` VARCHAR(20) NOT NULL,
    `n` INT NOT NULL,
    `at` DATETIME(6) NOT NULL,
    `big` DOUBLE NOT NULL,
    PRIMARY KEY (`code`),
    CONSTRAINT `things_n_key` UNIQUE (`n`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
