use super::{CreateIndex, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops an index.
///
/// The fold checks that the index is there and that no foreign key refers to the columns that it
/// alone keeps unique. Its reverse creates it as it was. With `CONCURRENTLY` it is a step of its
/// own, outside a transaction: <https://www.postgresql.org/docs/current/sql-dropindex.html>.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80).index());
///         });
///     },
///     |schema| {
///         schema.drop_index("users", "users_name_idx");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DROP INDEX "users_name_idx";"#);
/// assert_eq!(sql.postgres, r#"DROP INDEX "users_name_idx";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` DROP INDEX `users_name_idx`;");
/// assert_eq!(sql.back, "create index users_name_idx on users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropIndex {
    /// The table's name.
    pub table: String,
    /// The index's name.
    pub index: String,
    /// As in [`CreateIndex`].
    pub concurrently: bool,
}

impl DropIndex {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let index = checks::index(table, &self.index)?;
        let columns: Vec<String> = index.columns().map(str::to_owned).collect();
        // One over some rows or over an expression is nothing that a foreign key refers to.
        if checks::is_key(index, &columns) {
            checks::no_key_needs(schema, table, &format!("index {:?}", self.index), &columns)?;
        }
        schema.update(&self.table, |table| {
            table.indexes.retain(|index| index.name != self.index)
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let index = before
            .table(&self.table)
            .and_then(|table| table.index(&self.index));
        Ok(index
            .map(|index| {
                Operation::CreateIndex(CreateIndex {
                    table: self.table.clone(),
                    index: index.clone(),
                    concurrently: self.concurrently,
                })
            })
            .into_iter()
            .collect())
    }
}
