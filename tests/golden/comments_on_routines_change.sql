-- comment on function twice
-- replace function twice
-- comment on function twice
-- comment on procedure nothing

-- ==== sqlite ====

-- nothing to do
-- refused: sqlite cannot replace function twice: SQLite has no function
-- help: let the application do it: its functions are registered with each connection
-- nothing to do
-- nothing to do

-- ==== postgres ====

COMMENT ON FUNCTION "twice"(n integer) IS 'two of it';
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 3 * n';
COMMENT ON FUNCTION "twice"(n integer) IS NULL;
COMMENT ON FUNCTION "twice"(n integer) IS 'three of it';
COMMENT ON PROCEDURE "nothing"() IS NULL;

-- ==== mysql ====

ALTER FUNCTION `twice` COMMENT 'two of it';
DROP FUNCTION `twice`;
CREATE FUNCTION twice(n integer) RETURNS integer DETERMINISTIC RETURN 3 * n;
ALTER FUNCTION `twice` COMMENT 'three of it';
DROP PROCEDURE `nothing`;
CREATE PROCEDURE nothing() SELECT 1 AS `
    COMMENT 'none'`;

-- ==== mysql (MariaDB 10.6.0) ====

ALTER FUNCTION `twice` COMMENT 'two of it';
DROP FUNCTION `twice`;
CREATE FUNCTION twice(n integer) RETURNS integer DETERMINISTIC RETURN 3 * n;
ALTER FUNCTION `twice` COMMENT 'three of it';
ALTER PROCEDURE `nothing` COMMENT '';
