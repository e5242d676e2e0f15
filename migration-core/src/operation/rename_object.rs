use super::{Irreversible, Operation, SchemaError, checks, namespaces, objects};
use crate::schema::{ColumnType, Object, ObjectId, ObjectKind, Schema};

/// Gives an object beside the tables another name.
///
/// The fold checks that the new name is free, and follows it where it is read: the types of
/// columns, the queries of views, what is in a namespace. A routine, a trigger, an extension and a
/// grant get no other name: their text holds it. Its reverse gives the old name back.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///         schema.create_view("named", "SELECT id, name FROM users");
///     },
///     |schema| {
///         schema.rename_object(ObjectId::new(ObjectKind::View, "named"), "named_users");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DROP VIEW "named";
/// CREATE VIEW "named_users" AS
/// SELECT id, name FROM users;"#);
/// assert_eq!(sql.postgres, r#"ALTER VIEW "named" RENAME TO "named_users";"#);
/// assert_eq!(sql.mysql, "RENAME TABLE `named` TO `named_users`;");
/// assert_eq!(sql.back, "rename view named_users to named");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameObject {
    /// What it is found by.
    pub id: ObjectId,
    /// The name it gets.
    pub to: String,
}

impl RenameObject {
    /// What it is found by afterwards.
    #[must_use]
    pub fn renamed(&self) -> ObjectId {
        ObjectId {
            name: self.to.clone(),
            ..self.id.clone()
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let mut object = objects::find(schema, &self.id)?.clone();
        checks::name(self.id.kind.as_str(), &self.to)?;
        objects::is_free(schema, &self.renamed())?;
        let name = match &mut object {
            Object::Namespace(it) => &mut it.name,
            Object::Enumeration(it) => &mut it.name,
            Object::Domain(it) => &mut it.name,
            Object::Composite(it) => &mut it.name,
            Object::Sequence(it) => &mut it.name,
            Object::View(it) => &mut it.name,
            Object::VirtualTable(it) => &mut it.name,
            Object::Policy(it) => &mut it.name,
            // Their definition is a text that holds the name.
            Object::Routine(_) | Object::Trigger(_) | Object::Extension(_) | Object::Grant(_) => {
                return Err(SchemaError::Invalid {
                    what: self.id.to_string(),
                    problem: "cannot get another name".to_owned(),
                    help: "drop it, and create another".to_owned(),
                });
            }
        };
        name.clone_from(&self.to);
        schema.remove_object(&self.id);
        schema.insert_object(object);
        if self.id.kind.is_relation() {
            objects::table_renamed(schema, &self.id.name, &self.to);
        }
        if self.id.kind == ObjectKind::Namespace {
            namespaces::renamed(schema, &self.id.name, &self.to);
        }
        if self.id.kind.is_type() {
            objects::each_type(schema, |ty| {
                if let ColumnType::Named(name) = ty
                    && *name == self.id.name
                {
                    name.clone_from(&self.to);
                }
            });
        }
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameObject(Self {
            id: self.renamed(),
            to: self.id.name.clone(),
        })])
    }
}
