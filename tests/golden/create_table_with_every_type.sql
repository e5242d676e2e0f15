-- create table everything

-- ==== sqlite ====

CREATE TABLE "everything" (
    "a_small_int" SMALLINT NOT NULL,
    "an_int" INTEGER NOT NULL,
    "a_big_int" BIGINT NOT NULL,
    "a_float" FLOAT NOT NULL,
    "a_double" DOUBLE NOT NULL,
    "a_decimal" DECIMAL_TEXT(20,4) NOT NULL,
    "a_boolean" BOOLEAN NOT NULL,
    "a_char" CHAR(3) NOT NULL,
    "a_varchar" VARCHAR(100) NOT NULL,
    "a_text" TEXT NOT NULL,
    "a_binary" BLOB NOT NULL,
    "a_date" DATE_TEXT NOT NULL,
    "a_time" TIME_TEXT NOT NULL,
    "a_timestamp" TIMESTAMP_TEXT NOT NULL,
    "a_timestamp_tz" TIMESTAMPTZ_TEXT NOT NULL,
    "a_json" JSON_TEXT NOT NULL,
    "a_jsonb" JSON_TEXT NOT NULL,
    "a_uuid" UUID_TEXT NOT NULL,
    "an_enumeration" TEXT NOT NULL CHECK ("an_enumeration" IN ('one', 'two')),
    "a_custom" TEXT COLLATE NOCASE NOT NULL
);

-- ==== postgres ====

CREATE TYPE "everything_an_enumeration" AS ENUM ('one', 'two');
CREATE TABLE "everything" (
    "a_small_int" smallint NOT NULL,
    "an_int" integer NOT NULL,
    "a_big_int" bigint NOT NULL,
    "a_float" real NOT NULL,
    "a_double" double precision NOT NULL,
    "a_decimal" numeric(20,4) NOT NULL,
    "a_boolean" boolean NOT NULL,
    "a_char" char(3) NOT NULL,
    "a_varchar" varchar(100) NOT NULL,
    "a_text" text NOT NULL,
    "a_binary" bytea NOT NULL,
    "a_date" date NOT NULL,
    "a_time" time NOT NULL,
    "a_timestamp" timestamp NOT NULL,
    "a_timestamp_tz" timestamptz NOT NULL,
    "a_json" json NOT NULL,
    "a_jsonb" jsonb NOT NULL,
    "a_uuid" uuid NOT NULL,
    "an_enumeration" "everything_an_enumeration" NOT NULL,
    "a_custom" inet NOT NULL
);

-- ==== mysql ====

CREATE TABLE `everything` (
    `a_small_int` SMALLINT NOT NULL,
    `an_int` INT NOT NULL,
    `a_big_int` BIGINT NOT NULL,
    `a_float` FLOAT NOT NULL,
    `a_double` DOUBLE NOT NULL,
    `a_decimal` DECIMAL(20,4) NOT NULL,
    `a_boolean` BOOLEAN NOT NULL,
    `a_char` CHAR(3) NOT NULL,
    `a_varchar` VARCHAR(100) NOT NULL,
    `a_text` LONGTEXT NOT NULL,
    `a_binary` LONGBLOB NOT NULL,
    `a_date` DATE NOT NULL,
    `a_time` TIME(6) NOT NULL,
    `a_timestamp` DATETIME(6) NOT NULL,
    `a_timestamp_tz` DATETIME(6) NOT NULL,
    `a_json` JSON NOT NULL,
    `a_jsonb` JSON NOT NULL,
    `a_uuid` CHAR(36) CHARACTER SET ascii NOT NULL,
    `an_enumeration` ENUM('one', 'two') NOT NULL,
    `a_custom` YEAR NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
