-- alter table users
-- create policy own rows of users

-- ==== sqlite ====

-- refused: sqlite cannot alter table users: table "users" shows each role its own rows, which SQLite does not have
-- help: leave it out
-- refused: sqlite cannot create policy own rows of users: SQLite has no policy
-- help: leave it out: who may open the file may do everything

-- ==== postgres ====

ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE "users" IS 'who may come in';
CREATE POLICY "own rows" ON "users" AS RESTRICTIVE FOR UPDATE USING (age > 18) WITH CHECK (age > 20);

-- ==== mysql ====

-- refused: mysql cannot alter table users: table "users" has row security, which is PostgreSQL's alone
-- help: leave it out where this is meant for MySQL and MariaDB
-- refused: mysql cannot create policy own rows of users: MySQL and MariaDB have nothing like the policy own rows of users
-- help: leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it
