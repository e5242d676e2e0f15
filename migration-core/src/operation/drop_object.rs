use super::{CreateObject, Irreversible, Operation, SchemaError, objects};
use crate::schema::{ObjectId, Schema};

/// Drops an object beside the tables.
///
/// The fold checks that it is there and that nothing needs it: no column has the type, no view
/// reads it, the namespace is empty. Its reverse creates it as it was. What a sequence had counted,
/// and the rows of a virtual table, are gone.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///         schema.create_view("named_users", "SELECT id, name FROM users");
///     },
///     |schema| {
///         schema.drop_view("named_users");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DROP VIEW "named_users";"#);
/// assert_eq!(sql.postgres, r#"DROP VIEW "named_users";"#);
/// assert_eq!(sql.mysql, "DROP VIEW `named_users`;");
/// assert_eq!(sql.back, "create view named_users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropObject {
    /// What it is found by.
    pub id: ObjectId,
}

impl DropObject {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        objects::find(schema, &self.id)?;
        objects::nothing_needs(schema, &self.id)?;
        schema.remove_object(&self.id);
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let object = before.object(&self.id).cloned();
        Ok(object
            .map(|object| Operation::CreateObject(CreateObject { object }))
            .into_iter()
            .collect())
    }
}
