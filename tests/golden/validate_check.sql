-- add check adults to users
-- validate constraint adults of users

-- ==== sqlite ====

-- refused: sqlite cannot add check adults to users: check "adults" is enforced for new rows alone, while SQLite enforces it for all
-- help: let it hold for all rows, or leave it out
-- nothing to do

-- ==== postgres ====

ALTER TABLE "users" ADD CONSTRAINT "adults" CHECK (age >= 18) NOT VALID;
ALTER TABLE "users" VALIDATE CONSTRAINT "adults";

-- ==== mysql ====

-- refused: mysql cannot add check adults to users: check "adults" has rows that it does not go for, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- nothing to do
