-- run SQL: SELECT 1

-- ==== sqlite ====

SELECT 1;

-- ==== postgres ====

SELECT 1;

-- ==== mysql ====

-- refused: mysql cannot run SQL: SELECT 1: DELIMITER is a command of the mysql client, and no SQL
-- help: leave it out: the bodies of triggers and routines are known here
