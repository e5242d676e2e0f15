-- detach partition events_2026 from events
-- rename table events_2026 to old_events

-- ==== sqlite ====

-- refused: sqlite cannot detach partition events_2026 from events: SQLite has no partitions, and table "events_2026" is none
-- help: leave this out where it is meant for SQLite
ALTER TABLE "events_2026" RENAME TO "old_events";

-- ==== postgres ====

ALTER TABLE "events" DETACH PARTITION "events_2026";
ALTER TABLE "events_2026" RENAME TO "old_events";

-- ==== mysql ====

-- refused: mysql cannot detach partition events_2026 from events: MySQL and MariaDB have no partitions, and table "events_2026" is none
-- help: leave this out where it is meant for MySQL and MariaDB
RENAME TABLE `events_2026` TO `old_events`;
