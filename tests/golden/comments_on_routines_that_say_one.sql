-- create function once

-- ==== sqlite ====

-- refused: sqlite cannot create function once: SQLite has no function
-- help: let the application do it: its functions are registered with each connection

-- ==== postgres ====

-- refused: postgres cannot create function once: function once has no text for postgres
-- help: give it one with `by_dialect().postgres("…")`, or one text for all

-- ==== mysql ====

-- refused: mysql cannot create function once: the text of "once" has a COMMENT of its own, beside the comment that is said of it
-- help: take it out of the text, or leave the other one out
