-- create table tags

-- ==== sqlite ====

-- refused: sqlite cannot create table tags: table "tags" is strict, which needs SQLite 3.37, and this is SQLite 3.35.0
-- help: use a newer SQLite, or leave `strict` out

-- ==== sqlite (SQLite 3.53.0) ====

-- refused: sqlite cannot create table tags: the primary key of table "tags" holds column "name", which is nullable, as no column of a key is on SQLite in a STRICT or WITHOUT ROWID table
-- help: take `.nullable()` away, or use a unique constraint instead of the key

-- ==== postgres ====

-- refused: postgres cannot create table tags: the primary key of table "tags" holds column "name", which is nullable, as no column of a key is on PostgreSQL
-- help: take `.nullable()` away, or use a unique constraint instead of the key

-- ==== mysql ====

-- refused: mysql cannot create table tags: the primary key of table "tags" holds column "name", which is nullable, as no column of a key is on MySQL and MariaDB
-- help: take `.nullable()` away, or use a unique constraint instead of the key
