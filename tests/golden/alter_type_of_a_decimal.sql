-- alter column things.price
-- alter column things.amount

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "things" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'things' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ())
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('things') WHERE name NOT IN ('id', 'digits', 'word', 'state', 'moment', 'document', 'amount', 'price')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('things') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('things')) > 0
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 1), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'things' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_things" (
    "id" INTEGER NOT NULL CONSTRAINT "things_pkey" PRIMARY KEY AUTOINCREMENT,
    "digits" TEXT NOT NULL,
    "word" VARCHAR(20) NOT NULL DEFAULT 'draft',
    "state" TEXT NOT NULL DEFAULT 'draft' CHECK ("state" IN ('draft', 'live')),
    "moment" TIMESTAMP_TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "document" JSON_TEXT NOT NULL DEFAULT '{}',
    "amount" DECIMAL_TEXT(12,2),
    "price" DECIMAL_TEXT(20,6) NOT NULL DEFAULT '1.0000'
);
INSERT INTO "__migrate_new_things" ("id", "digits", "word", "state", "moment", "document", "amount", "price")
SELECT "id", "digits", "word", "state", "moment", "document", "amount", "price" FROM "things";
-- must find nothing: not every row of table "things" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_things") || ' of ' || (SELECT count(*) FROM "things") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_things") <> (SELECT count(*) FROM "things");
-- must find nothing: a value of column "price" of table "things" is no decimal(20,6)
-- help: say how each value becomes one of the new type, with `.using("…")`
SELECT quote("price") FROM "__migrate_new_things" WHERE "price" IS NOT NULL AND ("price" GLOB '*[^-0-9.]*' OR "price" NOT GLOB '*[0-9]*') LIMIT 1;
-- must find nothing: a value of column "amount" of table "things" is no decimal(12,2)
-- help: say how each value becomes one of the new type, with `.using("…")`
SELECT quote("amount") FROM "__migrate_new_things" WHERE "amount" IS NOT NULL AND ("amount" GLOB '*[^-0-9.]*' OR "amount" NOT GLOB '*[0-9]*') LIMIT 1;
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_things';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_things', seq FROM sqlite_sequence WHERE name = 'things';
DROP TABLE "things";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_things" RENAME TO "things";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "things" ALTER COLUMN "price" DROP DEFAULT, ALTER COLUMN "price" TYPE numeric(20,6) USING "price"::numeric(20,6), ALTER COLUMN "price" SET DEFAULT 1.0000;
ALTER TABLE "things" ALTER COLUMN "amount" TYPE numeric(12,2) USING "amount"::numeric(12,2);

-- ==== mysql ====

ALTER TABLE `things`
    MODIFY COLUMN `price` DECIMAL(20,6) NOT NULL DEFAULT 1.000000,
    MODIFY COLUMN `amount` DECIMAL(12,2) NULL;
