-- create function doubled

-- ==== sqlite ====

-- refused: sqlite cannot create function doubled: SQLite has no function
-- help: let the application do it: its functions are registered with each connection

-- ==== postgres ====

CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 2; $$;

-- ==== mysql ====

-- refused: mysql cannot create function doubled: function doubled has no text for mysql
-- help: give it one with `by_dialect().mysql("…")`, or one text for all
