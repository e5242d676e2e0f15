-- backfill users.age, credit

-- ==== sqlite ====

UPDATE "users" SET "age" = CASE WHEN CAST("credit" AS NUMERIC) > 9 THEN 2 ELSE 1 END, "credit" = credit WHERE CAST("credit" AS NUMERIC) < 100;

-- ==== postgres ====

UPDATE "users" SET "age" = CASE WHEN credit > 9 THEN 2 ELSE 1 END, "credit" = credit WHERE credit < 100;

-- ==== mysql ====

UPDATE `users` SET `age` = CASE WHEN credit > 9 THEN 2 ELSE 1 END, `credit` = credit WHERE credit < 100;
