use migration_core::prelude::*;

/// Adds an index to `audit_logs` on `resource_type` and `resource_id`.
#[derive(Migration)]
pub struct AddIndexToAuditLogsOnResourceTypeAndResourceId;

impl Migration for AddIndexToAuditLogsOnResourceTypeAndResourceId {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.add_index("audit_logs", ["resource_type", "resource_id"]);
    }
}
