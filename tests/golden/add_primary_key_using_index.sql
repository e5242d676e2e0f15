-- make index tags_pkey of tags the primary key

-- ==== sqlite ====

-- refused: sqlite cannot make index tags_pkey of tags the primary key: an index of SQLite stays an index
-- help: drop index "tags_pkey", and add the constraint by itself

-- ==== postgres ====

ALTER TABLE "tags" ADD CONSTRAINT "tags_pkey" PRIMARY KEY USING INDEX "tags_pkey";

-- ==== mysql ====

-- refused: mysql cannot make index tags_pkey of tags the primary key: an index of MySQL and MariaDB stays an index
-- help: drop index "tags_pkey", and add the constraint by itself
