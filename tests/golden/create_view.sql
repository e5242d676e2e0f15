-- create view adults

-- ==== sqlite ====

CREATE VIEW "adults" AS
SELECT id, name FROM users WHERE age >= 18;

-- ==== postgres ====

CREATE VIEW "adults" AS
SELECT id, name FROM users WHERE age >= 18;

-- ==== mysql ====

CREATE VIEW `adults` AS SELECT id, name FROM users WHERE age >= 18;
