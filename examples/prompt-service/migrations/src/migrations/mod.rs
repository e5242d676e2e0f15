//! The migrations, one module each. This list is written from the folder by `migrate sync`,
//! and by `migrate generate` for each migration that it adds.

#![allow(
    dead_code,
    reason = "the key of a table waits for a migration that refers to it"
)]

mod m20261101_090000_create_users;
mod m20261101_090100_create_templates;
mod m20261101_090200_create_prompts;
mod m20261101_090300_create_conversations;
mod m20261101_090400_create_audit_logs;
mod m20261108_140000_add_preferences_to_users;
mod m20261109_101500_rename_avatar_url_to_avatar_in_users;
mod m20261110_113000_add_check_conversations_end_after_they_start_to_conversations;
mod m20261112_083000_add_index_to_audit_logs_on_resource_type_and_resource_id;
mod m20261115_160000_backfill_category_in_templates;
