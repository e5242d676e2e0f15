-- drop foreign key likes_user_id_fkey of likes
-- drop index likes_user_id_idx of likes
-- drop column likes.user_id

-- ==== sqlite ====

-- without foreign keys:
-- must find nothing: SQLite can do this only by building table "likes" anew, and a script would lose something that no migration made
-- help: let `migrate up` do it, which carries it over; or drop it before and create it again after
SELECT type || ' "' || name || '"' FROM sqlite_schema WHERE tbl_name = 'likes' COLLATE NOCASE AND (type = 'trigger' AND name NOT IN () OR type = 'index' AND sql IS NOT NULL AND name NOT IN ('likes_user_id_idx'))
UNION ALL SELECT 'column "' || name || '"' FROM pragma_table_xinfo('likes') WHERE name NOT IN ('id', 'user_id')
UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) FROM pragma_index_list('likes') WHERE origin = 'u') > 0
UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('likes')) > 1
UNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES ('CHECK', 0), ('COLLATE', 0), ('CONFLICT', 0), ('DEFERRABLE', 0)) WHERE type = 'table' AND name = 'likes' COLLATE NOCASE AND (length(sql) - length(replace(upper(sql), column1, ''))) / length(column1) > column2;
CREATE TABLE "__migrate_new_likes" (
    "id" INTEGER NOT NULL CONSTRAINT "likes_pkey" PRIMARY KEY AUTOINCREMENT
);
INSERT INTO "__migrate_new_likes" ("id")
SELECT "id" FROM "likes";
-- must find nothing: not every row of table "likes" could be copied
-- help: the table skips or replaces rows on a conflict; look which rows the new definition does not take
SELECT (SELECT count(*) FROM "__migrate_new_likes") || ' of ' || (SELECT count(*) FROM "likes") || ' rows' WHERE (SELECT count(*) FROM "__migrate_new_likes") <> (SELECT count(*) FROM "likes");
DELETE FROM sqlite_sequence WHERE name = '__migrate_new_likes';
INSERT INTO sqlite_sequence (name, seq) SELECT '__migrate_new_likes', seq FROM sqlite_sequence WHERE name = 'likes';
DROP TABLE "likes";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__migrate_new_likes" RENAME TO "likes";
PRAGMA legacy_alter_table = OFF;
-- must find nothing: a foreign key would be broken
-- help: mend or delete the row first
SELECT 'table "' || "table" || '", row ' || coalesce(rowid, '?') || ', refers to no row of table "' || parent || '"' FROM pragma_foreign_key_check LIMIT 1;

-- ==== postgres ====

ALTER TABLE "likes" DROP CONSTRAINT "likes_user_id_fkey";
DROP INDEX "likes_user_id_idx";
ALTER TABLE "likes" DROP COLUMN "user_id";

-- ==== mysql ====

ALTER TABLE `likes` DROP FOREIGN KEY `likes_user_id_fkey`;
-- must find nothing: a view reads column "user_id" of table "likes" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`likes`'), view_definition) > 0 AND view_definition REGEXP '(?s)(?:`likes`[.]`user_id`|(?=.*`likes` `([^`]+)`).*`\\1`[.]`user_id`)';
ALTER TABLE `likes`
    DROP INDEX `likes_user_id_idx`,
    DROP COLUMN `user_id`;
