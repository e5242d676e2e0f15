use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::{Schema, SqlText};

/// Fills a table that was just created with the rows of a query: `INSERT INTO … SELECT`.
///
/// The fold checks that the table and the columns are there, and that none of these is computed.
/// Its reverse does nothing: the rows go with the table.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("authors", |t| {
///             t.column(varchar("name", 80));
///         });
///     },
///     |schema| {
///         schema.fill_table("authors", ["name"], "SELECT DISTINCT author FROM posts");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"INSERT INTO "authors" ("name")
/// SELECT DISTINCT author FROM posts;"#);
/// assert_eq!(sql.postgres, r#"INSERT INTO "authors" ("name")
/// SELECT DISTINCT author FROM posts;"#);
/// assert_eq!(sql.mysql, "INSERT INTO `authors` (`name`)
/// SELECT DISTINCT author FROM posts;");
/// assert_eq!(sql.back, "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillTable {
    /// The table's name.
    pub table: String,
    /// The columns that get a value, in the order of the query's.
    pub columns: Vec<String>,
    /// The query.
    pub query: SqlText,
}

impl FillTable {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let what = format!("the rows of table {:?}", self.table);
        checks::column_list(table, &what, &self.columns)?;
        let computed = self.columns.iter().find(|name| {
            let column = table.column(name);
            column.is_some_and(|column| column.generated.is_some())
        });
        if let Some(column) = computed {
            return Err(SchemaError::Invalid {
                what,
                problem: format!("have a value for column {column:?}, which is computed"),
                help: "leave the column out".to_owned(),
            });
        }
        Ok(())
    }

    /// The table goes with its rows.
    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(Vec::new())
    }
}
