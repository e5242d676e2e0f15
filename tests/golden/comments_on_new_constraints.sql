-- create table people

-- ==== sqlite ====

CREATE TABLE "people" (
    "id" BIGINT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "age" INTEGER,
    "boss_id" BIGINT,
    CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "people_name_key" UNIQUE ("name"),
    CONSTRAINT "people_boss_id_fkey" FOREIGN KEY ("boss_id") REFERENCES "people" ("id"),
    CONSTRAINT "people_age_check" CHECK (age > 0)
);

-- ==== postgres ====

CREATE TABLE "people" (
    "id" bigint NOT NULL,
    "name" varchar(40) NOT NULL,
    "age" integer,
    "boss_id" bigint,
    CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "people_name_key" UNIQUE ("name"),
    CONSTRAINT "people_boss_id_fkey" FOREIGN KEY ("boss_id") REFERENCES "people" ("id"),
    CONSTRAINT "people_age_check" CHECK (age > 0)
);
COMMENT ON CONSTRAINT "people_pkey" ON "people" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON CONSTRAINT "people_name_key" ON "people" IS 'nobody twice';
COMMENT ON CONSTRAINT "people_boss_id_fkey" ON "people" IS 'who decides';
COMMENT ON CONSTRAINT "people_age_check" ON "people" IS 'born already';

-- ==== mysql ====

-- refused: mysql cannot create table people: the primary key of table "people" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
