use super::{Delete, Irreversible, Operation, SchemaError, rows};
use crate::schema::{Schema, Value};

/// Inserts rows: reference data that belongs to the schema.
///
/// The fold checks that the columns are there, that each row has a value for each, and that none is
/// NULL where it may not be. Its reverse deletes the rows with these very values. PostgreSQL's
/// numbering of a column does not see values that are written, so it is told:
/// <https://www.postgresql.org/docs/current/functions-sequence.html>.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("roles", |t| {
///             t.id();
///             t.column(varchar("name", 20));
///         });
///     },
///     |schema| {
///         schema.insert("roles", ["id", "name"], [(1, "admin"), (2, "reader")]);
///     },
/// );
/// assert_eq!(sql.sqlite, r#"INSERT INTO "roles" ("id", "name") VALUES
///     (1, 'admin'),
///     (2, 'reader');"#);
/// assert_eq!(sql.postgres, r#"INSERT INTO "roles" ("id", "name") VALUES
///     (1, 'admin'),
///     (2, 'reader');
/// SELECT setval(pg_get_serial_sequence('"roles"', 'id'), max("id")) FROM "roles" HAVING max("id") >= coalesce(pg_sequence_last_value(pg_get_serial_sequence('"roles"', 'id')::regclass), 1);"#);
/// assert_eq!(sql.mysql, "INSERT INTO `roles` (`id`, `name`) VALUES
///     (1, 'admin'),
///     (2, 'reader');");
/// assert_eq!(sql.back, "delete 2 row(s) of roles");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insert {
    /// The table's name.
    pub table: String,
    /// The columns that get values.
    pub columns: Vec<String>,
    /// The rows, a value for each of the columns.
    pub rows: Vec<Vec<Value>>,
}

impl Insert {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        rows::check(schema, &self.table, &self.columns, &self.rows)
    }

    /// Takes away the rows with these very values.
    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::Delete(Delete {
            table: self.table.clone(),
            columns: self.columns.clone(),
            rows: self.rows.clone(),
        })])
    }
}
