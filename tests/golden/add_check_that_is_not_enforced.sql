-- add check adults to users

-- ==== sqlite ====

-- refused: sqlite cannot add check adults to users: check "adults" is enforced for no row, while SQLite enforces it for all
-- help: let it hold for all rows, or leave it out

-- ==== postgres ====

-- refused: postgres cannot add check adults to users: check "adults" without enforcement needs PostgreSQL 18, and this is for PostgreSQL 13.0.0
-- help: leave it out, or use a later version of the server

-- ==== postgres (PostgreSQL 15.0.0) ====

-- refused: postgres cannot add check adults to users: check "adults" without enforcement needs PostgreSQL 18, and this is for PostgreSQL 15.0.0
-- help: leave it out, or use a later version of the server

-- ==== postgres (PostgreSQL 18.0.0) ====

ALTER TABLE "users" ADD CONSTRAINT "adults" CHECK (age >= 18) NOT ENFORCED;

-- ==== mysql ====

-- refused: mysql cannot add check adults to users: check "adults" is not enforced, which needs MySQL from version 8.0.16 on, and this is for every MySQL and MariaDB
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it

-- ==== mysql (MySQL 8.4.0) ====

ALTER TABLE `users` ADD CONSTRAINT `adults` CHECK (age >= 18) NOT ENFORCED;

-- ==== mysql (MariaDB 10.6.0) ====

-- refused: mysql cannot add check adults to users: check "adults" is not enforced, which needs MySQL from version 8.0.16 on, and this is for MariaDB 10.6.0
-- help: leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it
