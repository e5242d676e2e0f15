-- create index by_mail on users

-- ==== sqlite ====

CREATE INDEX "by_mail" ON "users" ((lower(email)), "age" DESC);

-- ==== postgres ====

CREATE INDEX "by_mail" ON "users" ((lower(email)), "age" DESC);

-- ==== mysql ====

-- refused: mysql cannot create index by_mail on users: index "by_mail" is over an expression, which MariaDB and MySQL before 8.0.13 do not index
-- help: add a generated column and index that one

-- ==== mysql (MySQL 8.4.0) ====

ALTER TABLE `users` ADD INDEX `by_mail` ((lower(email)), `age` DESC);
