-- detach partition events_2026 from events

-- ==== sqlite ====

-- refused: sqlite cannot detach partition events_2026 from events: SQLite has no partitions, and table "events_2026" is none
-- help: leave this out where it is meant for SQLite

-- ==== postgres ====

-- refused: postgres cannot detach partition events_2026 from events: to detach partition "events_2026" concurrently needs PostgreSQL 14, and this is for PostgreSQL 13.0.0
-- help: leave it out, or use a later version of the server

-- ==== postgres (PostgreSQL 15.0.0) ====

-- refused: postgres cannot detach partition events_2026 from events: to detach partition "events_2026" concurrently is not possible while "events_rest" is the default partition
-- help: detach it without `concurrently`

-- ==== postgres (PostgreSQL 18.0.0) ====

-- refused: postgres cannot detach partition events_2026 from events: to detach partition "events_2026" concurrently is not possible while "events_rest" is the default partition
-- help: detach it without `concurrently`

-- ==== mysql ====

-- refused: mysql cannot detach partition events_2026 from events: MySQL and MariaDB have no partitions, and table "events_2026" is none
-- help: leave this out where it is meant for MySQL and MariaDB
