-- create function twice
-- create procedure nothing

-- ==== sqlite ====

-- refused: sqlite cannot create function twice: SQLite has no function
-- help: let the application do it: its functions are registered with each connection
-- refused: sqlite cannot create procedure nothing: SQLite has no procedure
-- help: let the application do it: its functions are registered with each connection

-- ==== postgres ====

CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * n';
COMMENT ON FUNCTION "twice"(n integer) IS 'it''s "it" \ 100% größer
and more';
CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1';
COMMENT ON PROCEDURE "nothing"() IS 'does nothing';

-- ==== mysql ====

CREATE FUNCTION twice(n integer) RETURNS integer DETERMINISTIC RETURN 2 * n;
ALTER FUNCTION `twice` COMMENT 'it''s "it" \\ 100% größer
and more';
CREATE PROCEDURE nothing() SELECT 1 AS `
    COMMENT 'none'`;
ALTER PROCEDURE `nothing` COMMENT 'does nothing';
