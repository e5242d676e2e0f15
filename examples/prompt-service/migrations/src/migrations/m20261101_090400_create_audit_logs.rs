use migration_core::prelude::*;

use super::m20261101_090000_create_users as users;

/// Creates the table `audit_logs`.
#[derive(Migration)]
pub struct CreateAuditLogs;

/// The key of "audit_logs", for migrations that refer to it.
pub const ID: Key<Uuid> = Key::new("audit_logs", "id");

impl Migration for CreateAuditLogs {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("audit_logs", |t| {
            t.uuid_id();
            t.column(
                uuid("actor_id")
                    .nullable()
                    .index()
                    .references(users::ID)
                    .on_delete(SetNull),
            );
            t.column(varchar("action", 100).index());
            t.column(varchar("resource_type", 50));
            t.column(uuid("resource_id").nullable());
            t.column(json("details").nullable());
            t.column(varchar("ip_address", 45).nullable());
            t.column(varchar("user_agent", 255).nullable());
            t.column(timestamp_tz("occurred_at").default(now()).index());
            t.timestamps();
        });
    }
}
