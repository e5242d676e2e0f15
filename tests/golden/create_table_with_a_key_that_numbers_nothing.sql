-- create table codes
-- create table long_codes

-- ==== sqlite ====

CREATE TABLE "codes" (
    "code" INT NOT NULL,
    CONSTRAINT "codes_pkey" PRIMARY KEY ("code")
);
CREATE TABLE "long_codes" (
    "code" BIGINT NOT NULL,
    CONSTRAINT "long_codes_pkey" PRIMARY KEY ("code")
);

-- ==== postgres ====

CREATE TABLE "codes" (
    "code" integer NOT NULL,
    CONSTRAINT "codes_pkey" PRIMARY KEY ("code")
);
CREATE TABLE "long_codes" (
    "code" bigint NOT NULL,
    CONSTRAINT "long_codes_pkey" PRIMARY KEY ("code")
);

-- ==== mysql ====

CREATE TABLE `codes` (
    `code` INT NOT NULL,
    PRIMARY KEY (`code`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
CREATE TABLE `long_codes` (
    `code` BIGINT NOT NULL,
    PRIMARY KEY (`code`)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;
