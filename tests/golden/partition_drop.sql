-- drop table events_2026
-- drop table events_rest
-- drop table events

-- ==== sqlite ====

DROP TABLE "events_2026";
DROP TABLE "events_rest";
DROP TABLE "events";

-- ==== postgres ====

DROP TABLE "events_2026";
DROP TABLE "events_rest";
DROP TABLE "events";

-- ==== mysql ====

-- must find nothing: a view reads table "events_2026" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`events_2026`'), view_definition) > 0;
DROP TABLE `events_2026`;
-- must find nothing: a view reads table "events_rest" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`events_rest`'), view_definition) > 0;
DROP TABLE `events_rest`;
-- must find nothing: a view reads table "events" and would be broken
-- help: drop the view before, and create it again after
SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND LOCATE(CONCAT('`', DATABASE(), '`.`events`'), view_definition) > 0;
DROP TABLE `events`;
