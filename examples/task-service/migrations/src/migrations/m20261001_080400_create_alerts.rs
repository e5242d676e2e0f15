use migration_core::prelude::*;

/// Creates the table `alerts`.
#[derive(Migration)]
pub struct CreateAlerts;

/// The key of "alerts", for migrations that refer to it.
pub const ID: Key<Int> = Key::new("alerts", "id");

impl Migration for CreateAlerts {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("alerts", |t| {
            t.int_id();
            t.column(varchar("severity", 20).index());
            t.column(varchar("component", 100).index());
            t.column(varchar("title", 255));
            t.column(text("message"));
            t.column(float("value").nullable());
            t.column(float("threshold").nullable());
            t.column(boolean("is_resolved").default(false));
            t.column(timestamp_tz("resolved_at").nullable());
            t.column(timestamp_tz("created_at").default(now()).index());
        });
    }
}
