-- run SQL: SELECT 1

-- ==== sqlite ====

SELECT 1;

-- ==== postgres ====

SELECT 1;
-- outside of a transaction:
CREATE INDEX CONCURRENTLY by_age ON users (age);
SELECT 2;

-- ==== mysql ====

SELECT 1;
