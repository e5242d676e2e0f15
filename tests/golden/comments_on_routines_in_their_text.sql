-- create function once

-- ==== sqlite ====

-- refused: sqlite cannot create function once: SQLite has no function
-- help: let the application do it: its functions are registered with each connection

-- ==== postgres ====

-- refused: postgres cannot create function once: function once has no text for postgres
-- help: give it one with `by_dialect().postgres("…")`, or one text for all

-- ==== mysql ====

CREATE FUNCTION once() RETURNS integer DETERMINISTIC COMMENT 'one' RETURN 1;
