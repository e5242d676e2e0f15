-- insert 2 row(s) into users

-- ==== sqlite ====

INSERT INTO "users" ("email", "name", "age", "credit") VALUES
    ('it''s@x', NULL, -1, '12345678.90'),
    ('b@x', '"B" \ ü', 40, (1 + 1));

-- ==== postgres ====

-- refused: postgres cannot insert 2 row(s) into users: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

INSERT INTO `users` (`email`, `name`, `age`, `credit`) VALUES
    ('it''s@x', NULL, -1, 12345678.90),
    ('b@x', '"B" \\ ü', 40, (1 + 1));
