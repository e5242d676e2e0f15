use migration_core::prelude::*;

/// Creates the table `system_metrics`.
#[derive(Migration)]
pub struct CreateSystemMetrics;

/// The key of "system_metrics", for migrations that refer to it.
pub const ID: Key<Int> = Key::new("system_metrics", "id");

impl Migration for CreateSystemMetrics {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("system_metrics", |t| {
            t.int_id();
            t.column(varchar("metric_type", 50).index());
            t.column(varchar("component", 100));
            t.column(float("value"));
            t.column(varchar("unit", 20).nullable());
            t.column(
                varchar("status", 20)
                    .default("healthy")
                    .check("status IN ('healthy', 'warning', 'critical')"),
            );
            t.column(json("extra_data").nullable());
            t.column(timestamp_tz("created_at").default(now()).index());
        });
    }
}
