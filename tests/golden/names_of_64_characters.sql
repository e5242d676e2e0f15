-- create table t

-- ==== sqlite ====

CREATE TABLE "t" (
    "c123456789012345678901234567890123456789012345678901234567890123" INTEGER NOT NULL
);

-- ==== postgres ====

-- refused: postgres cannot create table t: the column name "c123456789012345678901234567890123456789012345678901234567890123" is longer than the 63 bytes that PostgreSQL keeps
-- help: give it a shorter name

-- ==== mysql ====

CREATE TABLE `t` (
    `c123456789012345678901234567890123456789012345678901234567890123` INT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
