-- insert 2 row(s) into users

-- ==== sqlite ====

INSERT INTO "users" ("email", "name", "age", "credit") VALUES
    ('it''s@x', NULL, -1, '12345678.90'),
    ('b@x', '"B" \ ü', 40, (1 + 1));

-- ==== postgres ====

INSERT INTO "users" ("email", "name", "age", "credit") VALUES
    ('it''s@x', NULL, -1, 12345678.90),
    ('b@x', '"B" \ ü', 40, (1 + 1));

-- ==== mysql ====

INSERT INTO `users` (`email`, `name`, `age`, `credit`) VALUES
    ('it''s@x', NULL, -1, 12345678.90),
    ('b@x', '"B" \\ ü', 40, (1 + 1));
