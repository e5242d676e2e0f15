-- run SQL: SELECT 1; COMMIT; SELECT 2

-- ==== sqlite ====

-- refused: sqlite cannot run SQL: SELECT 1; COMMIT; SELECT 2: "COMMIT" would end the migration's own transaction
-- help: leave it out: where a transaction begins and ends is not the migration's to say

-- ==== postgres ====

-- refused: postgres cannot run SQL: SELECT 1; COMMIT; SELECT 2: "COMMIT" would end the migration's own transaction
-- help: leave it out: where a transaction begins and ends is not the migration's to say

-- ==== mysql ====

-- refused: mysql cannot run SQL: SELECT 1; COMMIT; SELECT 2: "COMMIT" would end the migration's own transaction
-- help: leave it out: where a transaction begins and ends is not the migration's to say
