-- alter column users.id

-- ==== sqlite ====

-- refused: sqlite cannot alter column users.id: column "id" takes no number but the next, while SQLite takes any that an INSERT names
-- help: leave `always` out

-- ==== postgres ====

ALTER TABLE "users" ALTER COLUMN "id" SET GENERATED ALWAYS SET START WITH 10 SET INCREMENT BY 5;

-- ==== mysql ====

-- refused: mysql cannot alter column users.id: column "id" has numbers that no INSERT may name, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
