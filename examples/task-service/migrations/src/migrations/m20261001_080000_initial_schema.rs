use migration_core::prelude::*;

/// Creates the tables `users`, `synthesis_tasks`, `conversation_history`, `system_metrics`, `alerts` and `audit_logs`.
#[derive(Migration)]
pub struct InitialSchema;

/// The key of "alerts", for migrations that refer to it.
pub const ALERTS_ID: Key<Int> = Key::new("alerts", "id");

/// The key of "audit_logs", for migrations that refer to it.
pub const AUDIT_LOGS_ID: Key<Int> = Key::new("audit_logs", "id");

/// The key of "conversation_history", for migrations that refer to it.
pub const CONVERSATION_HISTORY_ID: Key<Int> = Key::new("conversation_history", "id");

/// The key of "synthesis_tasks", for migrations that refer to it.
pub const SYNTHESIS_TASKS_ID: Key<Int> = Key::new("synthesis_tasks", "id");

/// The key of "system_metrics", for migrations that refer to it.
pub const SYSTEM_METRICS_ID: Key<Int> = Key::new("system_metrics", "id");

/// The key of "users", for migrations that refer to it.
pub const USERS_ID: Key<Int> = Key::new("users", "id");

impl Migration for InitialSchema {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("users", |t| {
            t.int_id();
            t.column(varchar("username", 50).unique());
            t.column(varchar("email", 255).unique());
            t.column(varchar("hashed_password", 255));
            t.column(varchar("full_name", 255).nullable());
            t.column(boolean("is_active").default(true));
            t.column(boolean("is_superuser").default(false));
            t.timestamps();
        });
        schema.create_table("synthesis_tasks", |t| {
            t.int_id();
            t.column(
                int("user_id")
                    .index()
                    .references(USERS_ID)
                    .on_delete(Cascade),
            );
            t.column(text("prompt"));
            t.column(varchar("framework", 50));
            t.column(
                varchar("status", 20)
                    .default("pending")
                    .check("status IN ('pending', 'running', 'completed', 'failed')"),
            );
            t.column(json("result_data").nullable());
            t.column(json("files_generated").nullable());
            t.column(text("error_message").nullable());
            t.column(timestamp_tz("created_at").default(now()));
            t.column(timestamp_tz("completed_at").nullable());
        });
        schema.create_table("conversation_history", |t| {
            t.int_id();
            t.column(
                int("user_id")
                    .index()
                    .references(USERS_ID)
                    .on_delete(Cascade),
            );
            t.column(varchar("session_id", 100).index());
            t.column(varchar("role", 20).check("role IN ('user', 'assistant', 'system')"));
            t.column(text("content"));
            t.column(json("extra_data").nullable());
            t.column(timestamp_tz("created_at").default(now()));
        });
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
        schema.create_table("audit_logs", |t| {
            t.int_id();
            t.column(
                int("user_id")
                    .nullable()
                    .index()
                    .references(USERS_ID)
                    .on_delete(SetNull),
            );
            t.column(varchar("action", 100).index());
            t.column(varchar("resource_type", 50).nullable());
            t.column(int("resource_id").nullable());
            t.column(json("details").nullable());
            t.column(varchar("ip_address", 45).nullable());
            t.column(varchar("user_agent", 255).nullable());
            t.column(
                varchar("status", 20)
                    .default("success")
                    .check("status IN ('success', 'failure')"),
            );
            t.column(timestamp_tz("created_at").default(now()).index());
        });
    }
}
