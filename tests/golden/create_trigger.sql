-- create trigger users_age of users

-- ==== sqlite ====

CREATE TRIGGER users_age AFTER UPDATE OF age ON users BEGIN UPDATE posts SET place = 0 WHERE author_id = new.id; END;

-- ==== postgres ====

-- refused: postgres cannot create trigger users_age of users: the operation is not rendered for PostgreSQL yet
-- help: write it as SQL for each dialect with `schema.sql(by_dialect()…)`

-- ==== mysql ====

CREATE TRIGGER users_age AFTER UPDATE ON users FOR EACH ROW UPDATE posts SET `place` = 0 WHERE author_id = new.id;
