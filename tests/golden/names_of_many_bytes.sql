-- create table ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ

-- ==== sqlite ====

CREATE TABLE "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ" (
    "a" INTEGER NOT NULL
);

-- ==== postgres ====

-- refused: postgres cannot create table ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ: the table name "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ" is longer than the 63 bytes that PostgreSQL keeps
-- help: give it a shorter name

-- ==== mysql ====

CREATE TABLE `ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ` (
    `a` INT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
