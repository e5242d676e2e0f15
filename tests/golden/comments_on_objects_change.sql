-- comment on extension pg_trgm
-- comment on enumeration mood
-- comment on domain amount
-- comment on composite type pair
-- comment on sequence numbers
-- comment on function twice(integer)
-- comment on procedure nothing
-- comment on view named
-- comment on materialised view counted
-- comment on trigger same of people
-- comment on policy grown of people

-- ==== sqlite ====

-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do
-- nothing to do

-- ==== postgres ====

COMMENT ON EXTENSION "pg_trgm" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON TYPE "mood" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON DOMAIN "amount" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON TYPE "pair" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON SEQUENCE "numbers" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON FUNCTION "twice"(integer) IS 'it''s "it" \ 100% größer
and more';
COMMENT ON PROCEDURE "nothing"() IS 'it''s "it" \ 100% größer
and more';
COMMENT ON VIEW "named" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON MATERIALIZED VIEW "counted" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON TRIGGER "same" ON "people" IS 'it''s "it" \ 100% größer
and more';
COMMENT ON POLICY "grown" ON "people" IS 'it''s "it" \ 100% größer
and more';

-- ==== mysql ====

-- refused: mysql cannot comment on extension pg_trgm: extension "pg_trgm" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on enumeration mood: enumeration "mood" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on domain amount: domain "amount" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on composite type pair: composite type "pair" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
ALTER FUNCTION `twice` COMMENT 'it''s "it" \\ 100% größer
and more';
ALTER PROCEDURE `nothing` COMMENT 'it''s "it" \\ 100% größer
and more';
-- refused: mysql cannot comment on view named: view "named" has a comment, which is a thing of tables there, and of views on PostgreSQL
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on materialised view counted: view "counted" has a comment, which is a thing of tables there, and of views on PostgreSQL
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on trigger same of people: trigger "same" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on policy grown of people: policy "grown" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB

-- ==== mysql (MySQL 8.4.0) ====

-- refused: mysql cannot comment on extension pg_trgm: extension "pg_trgm" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on enumeration mood: enumeration "mood" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on domain amount: domain "amount" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on composite type pair: composite type "pair" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on sequence numbers: "numbers" is a sequence, which needs MariaDB or PostgreSQL, and this is for MySQL 8.4.0
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
ALTER FUNCTION `twice` COMMENT 'it''s "it" \\ 100% größer
and more';
ALTER PROCEDURE `nothing` COMMENT 'it''s "it" \\ 100% größer
and more';
-- refused: mysql cannot comment on view named: view "named" has a comment, which is a thing of tables there, and of views on PostgreSQL
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on materialised view counted: view "counted" has a comment, which is a thing of tables there, and of views on PostgreSQL
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on trigger same of people: trigger "same" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on policy grown of people: policy "grown" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB

-- ==== mysql (MariaDB 10.6.0) ====

-- refused: mysql cannot comment on extension pg_trgm: extension "pg_trgm" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on enumeration mood: enumeration "mood" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on domain amount: domain "amount" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on composite type pair: composite type "pair" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
ALTER TABLE `numbers` COMMENT = 'it''s "it" \\ 100% größer
and more';
ALTER FUNCTION `twice` COMMENT 'it''s "it" \\ 100% größer
and more';
ALTER PROCEDURE `nothing` COMMENT 'it''s "it" \\ 100% größer
and more';
-- refused: mysql cannot comment on view named: view "named" has a comment, which is a thing of tables there, and of views on PostgreSQL
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on materialised view counted: view "counted" has a comment, which is a thing of tables there, and of views on PostgreSQL
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on trigger same of people: trigger "same" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot comment on policy grown of people: policy "grown" has a comment, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
