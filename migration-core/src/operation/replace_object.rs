use super::{Irreversible, Operation, SchemaError, object_definitions, objects};
use crate::schema::{Object, Schema};

/// Gives an object beside the tables another definition: a view its query, a function its
/// body. Types are altered instead.
///
/// The fold checks that it is there under this name and kind. Its reverse puts the definition back
/// that it had.
///
/// PostgreSQL replaces a view only by one whose columns begin with those it has, which a plan does
/// not see, so it is dropped and created, and with it what stands on it:
/// <https://www.postgresql.org/docs/current/sql-createview.html>. SQLite replaces none.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///         schema.create_view("named", "SELECT id FROM users");
///     },
///     |schema| {
///         schema.replace_view("named", "SELECT id, name FROM users");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DROP VIEW "named";
/// CREATE VIEW "named" AS
/// SELECT id, name FROM users;"#);
/// assert_eq!(sql.postgres, r#"DROP VIEW "named";
/// CREATE VIEW "named" AS
/// SELECT id, name FROM users;"#);
/// assert_eq!(sql.mysql, "CREATE OR REPLACE VIEW `named` AS SELECT id, name FROM users;");
/// assert_eq!(sql.back, "replace view named");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplaceObject {
    /// The object as it is afterwards, under the name it has.
    pub object: Object,
}

impl ReplaceObject {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let id = self.object.id();
        objects::find(schema, &id)?;
        if id.kind.is_type() {
            return Err(SchemaError::Invalid {
                what: id.to_string(),
                problem: "is a type that columns may have, and cannot be replaced".to_owned(),
                help: "alter it, or create another and alter the columns".to_owned(),
            });
        }
        object_definitions::definition(schema, &self.object)?;
        objects::reads_not_itself(schema, &self.object)?;
        schema.insert_object(self.object.clone());
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let object = before.object(&self.object.id()).cloned();
        Ok(object
            .map(|object| Operation::ReplaceObject(Self { object }))
            .into_iter()
            .collect())
    }
}
