-- create table t
-- create table u
-- create table v

-- ==== sqlite ====

CREATE TABLE "t" (
    "a" VARCHAR(16384) NOT NULL
);
CREATE TABLE "u" (
    "a" CHAR(256) NOT NULL
);
CREATE TABLE "v" (
    "a" VARCHAR(10485761) NOT NULL
);

-- ==== postgres ====

CREATE TABLE "t" (
    "a" varchar(16384) NOT NULL
);
CREATE TABLE "u" (
    "a" char(256) NOT NULL
);
-- refused: postgres cannot create table v: column "a" is longer than the 10485760 characters that PostgreSQL counts
-- help: use `text`

-- ==== mysql ====

-- refused: mysql cannot create table t: column "a" is varchar(16384), and MySQL and MariaDB take at most 16383 characters
-- help: use `text`
-- refused: mysql cannot create table u: column "a" is char(256), and MySQL and MariaDB take at most 255 characters
-- help: use `varchar` or `text`
-- refused: mysql cannot create table v: column "a" is varchar(10485761), and MySQL and MariaDB take at most 16383 characters
-- help: use `text`
