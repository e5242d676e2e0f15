-- run SQL: SELECT 1; COMMIT; SELECT 2

-- ==== sqlite ====

-- refused: sqlite cannot run SQL: SELECT 1; COMMIT; SELECT 2: "COMMIT" would end the migration's own transaction
-- help: leave it out: the migration runs in one transaction anyway

-- ==== postgres ====

-- refused: postgres cannot run SQL: SELECT 1; COMMIT; SELECT 2: "COMMIT" would end the migration's own transaction
-- help: leave it out: the migration runs in one transaction anyway

-- ==== mysql ====

-- refused: mysql cannot run SQL: SELECT 1; COMMIT; SELECT 2: "COMMIT" would end the migration's own transaction
-- help: leave it out: the migration runs in one transaction anyway
