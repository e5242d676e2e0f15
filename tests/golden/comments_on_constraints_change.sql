-- comment on constraint people_age_check of people
-- comment on constraint people_boss_id_fkey of people
-- comment on constraint people_pkey of people
-- comment on constraint people_name_key of people

-- ==== sqlite ====

-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do

-- ==== postgres ====

COMMENT ON CONSTRAINT "people_age_check" ON "people" IS 'born';
COMMENT ON CONSTRAINT "people_boss_id_fkey" ON "people" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON CONSTRAINT "people_pkey" ON "people" IS NULL;
COMMENT ON CONSTRAINT "people_name_key" ON "people" IS NULL;

-- ==== mysql ====

-- refused: mysql cannot comment on constraint people_age_check of people: constraint "people_age_check" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on constraint people_boss_id_fkey of people: constraint "people_boss_id_fkey" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on constraint people_pkey of people: constraint "people_pkey" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on constraint people_name_key of people: constraint "people_name_key" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
