//! The migrations, one module each. This list is written from the folder by `migrate sync`,
//! and by `migrate generate` for each migration that it adds.

#![allow(
    dead_code,
    reason = "the key of a table waits for a migration that refers to it"
)]

mod m20261001_080000_initial_schema;
mod m20261012_093000_create_user_preferences;
mod m20261015_110000_add_status_to_users;
mod m20261020_090000_add_display_name_to_users;
mod m20261020_090100_backfill_display_name_in_users;
mod m20261027_090000_drop_full_name_from_users;
