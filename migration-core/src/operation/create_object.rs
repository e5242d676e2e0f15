use super::{DropObject, Irreversible, Operation, SchemaError, object_definitions, objects};
use crate::schema::{Object, Schema};

/// Creates an object beside the tables: a view, a function, a trigger, a type and so on.
///
/// The fold checks that the name is free and the definition sound: a text where there has to be
/// one, values, fields. Its reverse drops the object. What a dialect has not, it refuses.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///     },
///     |schema| {
///         schema.create_view("named_users", "SELECT id, name FROM users WHERE name <> ''");
///         schema.create_domain("short_text", types::varchar(20), |d| {
///             d.not_null();
///         });
///     },
/// );
/// assert_eq!(sql.sqlite, r#"CREATE VIEW "named_users" AS
/// SELECT id, name FROM users WHERE name <> '';"#);
/// assert_eq!(sql.postgres, r#"CREATE VIEW "named_users" AS
/// SELECT id, name FROM users WHERE name <> '';
/// CREATE DOMAIN "short_text" AS varchar(20) NOT NULL;"#);
/// assert_eq!(sql.mysql, "mysql cannot create domain short_text: MySQL and MariaDB have nothing like the domain short_text");
/// assert_eq!(sql.back, "drop domain short_text, drop view named_users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateObject {
    /// The object.
    pub object: Object,
}

impl CreateObject {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        objects::is_free(schema, &self.object.id())?;
        object_definitions::definition(schema, &self.object)?;
        schema.insert_object(self.object.clone());
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropObject(DropObject {
            id: self.object.id(),
        })])
    }
}
