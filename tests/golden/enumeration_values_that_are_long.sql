-- create table t

-- ==== sqlite ====

CREATE TABLE "t" (
    "a" TEXT NOT NULL CHECK ("a" IN ('v123456789012345678901234567890123456789012345678901234567890123'))
);

-- ==== postgres ====

-- refused: postgres cannot create table t: the enumeration value name "v123456789012345678901234567890123456789012345678901234567890123" is longer than the 63 bytes that PostgreSQL keeps
-- help: give it a shorter name

-- ==== mysql ====

CREATE TABLE `t` (
    `a` ENUM('v123456789012345678901234567890123456789012345678901234567890123') NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
