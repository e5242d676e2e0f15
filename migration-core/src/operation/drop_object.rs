use super::{CreateObject, Irreversible, Operation, SchemaError, objects};
use crate::schema::{Object, ObjectId, Schema};

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
        let own: Vec<ObjectId> = self.own(schema).map(Object::id).collect();
        for id in own {
            schema.remove_object(&id);
        }
        schema.remove_object(&self.id);
        Ok(())
    }

    /// What goes with it: the triggers of a view, and what roles may do with it.
    fn own<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = &'a Object> {
        let relation = Some(self.id.name.as_str()).filter(|_| self.id.kind.is_relation());
        relation
            .into_iter()
            .flat_map(move |name| objects::own(schema, name))
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let object = before.object(&self.id);
        Ok(object
            .into_iter()
            .flat_map(|object| [object].into_iter().chain(self.own(before)))
            .map(|object| {
                Operation::CreateObject(CreateObject {
                    object: object.clone(),
                })
            })
            .collect())
    }
}
