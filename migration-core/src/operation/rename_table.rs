use super::{Irreversible, Operation, SchemaError, checks, objects};
use crate::schema::{Schema, in_namespace};

/// Gives a table another name, and moves it into another namespace where the name says one.
/// Its constraints and indexes keep their names.
///
/// The fold checks that the new name is free among tables, views, indexes and types, and follows it
/// in foreign keys, triggers, views and grants. Its reverse gives the old name back.
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
///         schema.rename_table("users", "people");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"ALTER TABLE "users" RENAME TO "people";"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" RENAME TO "people";"#);
/// assert_eq!(sql.mysql, "RENAME TABLE `users` TO `people`;");
/// assert_eq!(sql.back, "rename table people to users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameTable {
    /// The name it has.
    pub from: String,
    /// The name it gets.
    pub to: String,
}

impl RenameTable {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        checks::table(schema, &self.from)?;
        checks::free_name(schema, "table", &self.to)?;
        self.brings_its_names(schema)?;
        schema.rename(&self.from, &self.to);
        objects::table_renamed(schema, &self.from, &self.to);
        Ok(())
    }

    /// In another namespace its keys and indexes must not be there already.
    fn brings_its_names(&self, schema: &Schema) -> Result<(), SchemaError> {
        if in_namespace(&self.from).0 == in_namespace(&self.to).0 {
            return Ok(());
        }
        let table = checks::table(schema, &self.from)?;
        let mut names = table.relation_names();
        names.try_for_each(|name| checks::free_index_name(schema, &self.to, "index", name))
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameTable(Self {
            from: self.to.clone(),
            to: self.from.clone(),
        })])
    }
}
