-- replace function doubled

-- ==== sqlite ====

-- refused: sqlite cannot replace function doubled: SQLite has no function
-- help: let the application do it: its functions are registered with each connection

-- ==== postgres ====

CREATE OR REPLACE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 2; $$;

-- ==== mysql ====

-- refused: mysql cannot replace function doubled: function doubled has no text for mysql
-- help: give it one with `by_dialect().mysql("…")`, or one text for all
