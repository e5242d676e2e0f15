-- add check adults to users

-- ==== sqlite ====

-- refused: sqlite cannot add check adults to users: check "adults" is enforced for new rows alone, while SQLite enforces it for all
-- help: let it hold for all rows, or leave it out

-- ==== postgres ====

ALTER TABLE "users" ADD CONSTRAINT "adults" CHECK (age >= 18) NOT VALID;

-- ==== mysql ====

-- refused: mysql cannot add check adults to users: check "adults" has rows that it does not go for, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
