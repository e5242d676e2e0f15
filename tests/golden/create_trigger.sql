-- create trigger users_age of users

-- ==== sqlite ====

CREATE TRIGGER users_age AFTER UPDATE OF age ON users BEGIN UPDATE posts SET place = 0 WHERE author_id = new.id; END;

-- ==== postgres ====

-- refused: postgres cannot create trigger users_age of users: trigger users_age of users has no text for postgres
-- help: give it one with `by_dialect().postgres("…")`, or one text for all

-- ==== mysql ====

CREATE TRIGGER users_age AFTER UPDATE ON users FOR EACH ROW UPDATE posts SET `place` = 0 WHERE author_id = new.id;
