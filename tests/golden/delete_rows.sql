-- delete 2 row(s) of users

-- ==== sqlite ====

DELETE FROM "users" WHERE ("email" IS 'it''s@x' AND "name" IS NULL AND "age" IS -1 AND "credit" IS '12345678.90')
    OR ("email" IS 'b@x' AND "name" IS '"B" \ ü' AND "age" IS 40 AND "credit" IS (1 + 1));

-- ==== postgres ====

DELETE FROM "users" WHERE ("email" = 'it''s@x' AND "name" IS NULL AND "age" = -1 AND "credit" = 12345678.90)
    OR ("email" = 'b@x' AND "name" = '"B" \ ü' AND "age" = 40 AND "credit" = (1 + 1));

-- ==== mysql ====

DELETE FROM `users` WHERE `email` = 'it''s@x' COLLATE utf8mb4_bin AND `name` IS NULL AND `age` = -1 AND `credit` = 12345678.90
    OR `email` = 'b@x' COLLATE utf8mb4_bin AND `name` = '"B" \\ ü' COLLATE utf8mb4_bin AND `age` = 40 AND `credit` = (1 + 1);
