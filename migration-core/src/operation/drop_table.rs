use super::{
    CreateObject, CreateTable, Irreversible, Operation, SchemaError, checks, defaults, objects,
};
use crate::schema::{Object, ObjectId, Schema};

/// Drops a table with its rows, its triggers and policies, and what roles may do with it. The
/// way back restores the definition, not the rows.
///
/// The fold checks that no other table's foreign key refers to it and no view reads it. Its reverse
/// creates it again with all that belonged to it. On MySQL and MariaDB, which would break a view
/// without a word, views are looked at before.
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
///         schema.drop_table("users");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DROP TABLE "users";"#);
/// assert_eq!(sql.postgres, r#"DROP TABLE "users";"#);
/// assert_eq!(sql.mysql, "DROP TABLE `users`;");
/// assert_eq!(sql.back, "create table users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropTable {
    /// The table's name.
    pub table: String,
}

impl DropTable {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        checks::table(schema, &self.table)?;
        let other = schema
            .referrers(&self.table)
            .find(|table| table.name != self.table);
        if let Some(other) = other {
            let key = other
                .foreign_keys
                .iter()
                .find(|key| key.references_table == self.table)
                .map_or("", |key| key.name.as_str());
            return Err(SchemaError::InUse {
                what: format!("table {:?}", self.table),
                by: format!("foreign key {key:?} of table {:?}", other.name),
            });
        }
        if let Some(view) = objects::read_by(schema, &self.table) {
            return Err(SchemaError::InUse {
                what: format!("table {:?}", self.table),
                by: view.to_string(),
            });
        }
        if let Some(by) = defaults::named_by(schema, &self.table) {
            return Err(SchemaError::InUse {
                what: format!("table {:?}", self.table),
                by,
            });
        }
        let own: Vec<ObjectId> = objects::own(schema, &self.table).map(Object::id).collect();
        for id in own {
            schema.remove_object(&id);
        }
        schema.remove(&self.table);
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let table = before.shared(&self.table);
        let own = objects::own(before, &self.table).cloned();
        Ok(table
            .map(|table| Operation::CreateTable(CreateTable { table }))
            .into_iter()
            .chain(own.map(|object| Operation::CreateObject(CreateObject { object })))
            .collect())
    }
}
