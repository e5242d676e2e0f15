use super::{Insert, Irreversible, Operation, SchemaError, rows};
use crate::schema::{Schema, Value};

/// Deletes rows: those that have these very values.
///
/// The fold checks that the columns are there and that each row has a value for each. Its reverse
/// inserts the rows again, if every column of them is named.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("roles", |t| {
///             t.column(int("id")).primary_key("id");
///             t.column(varchar("name", 20));
///         });
///     },
///     |schema| {
///         schema.delete("roles", ["id", "name"], [(1, "admin")]);
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DELETE FROM "roles" WHERE ("id" IS 1 AND "name" IS 'admin');"#);
/// assert_eq!(sql.postgres, r#"DELETE FROM "roles" WHERE ("id" = 1 AND "name" = 'admin');"#);
/// assert_eq!(sql.mysql, "DELETE FROM `roles` WHERE `id` = 1 AND `name` = 'admin' COLLATE utf8mb4_bin;");
/// assert_eq!(sql.back, "insert 1 row(s) into roles");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delete {
    /// The table's name.
    pub table: String,
    /// The columns that rows are known by.
    pub columns: Vec<String>,
    /// The rows, a value for each of the columns.
    pub rows: Vec<Vec<Value>>,
}

impl Delete {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        rows::check(schema, &self.table, &self.columns, &self.rows)
    }

    /// Rows whose every column is named can be inserted again.
    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let lost = before.table(&self.table).and_then(|table| {
            table.columns.iter().find(|column| {
                let by_itself = column.is_identity() || column.generated.is_some();
                !by_itself && !self.columns.contains(&column.name)
            })
        });
        match lost {
            Some(column) => Err(Irreversible {
                reason: format!("what the rows have in column {:?} is not said", column.name),
                help: "name every column of the rows, or write the way down".to_owned(),
            }),
            None => Ok(vec![Operation::Insert(Insert {
                table: self.table.clone(),
                columns: self.columns.clone(),
                rows: self.rows.clone(),
            })]),
        }
    }
}
