use super::{Change, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Schema, Table, TableOptions};

/// Changes a table's comment or how the server keeps it; what is not named stays as it is.
///
/// The fold checks that the table is there and that something changes. Its reverse gives back what
/// was.
///
/// SQLite keeps no comments: there they stand in the migrations alone.
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
///         schema.alter_table("users", |t| {
///             t.set_comment("who may log in");
///         });
///     },
/// );
/// assert_eq!(sql.sqlite, "");
/// assert_eq!(sql.postgres, r#"COMMENT ON TABLE "users" IS 'who may log in';"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` COMMENT = 'who may log in';");
/// assert_eq!(sql.back, "alter table users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterTable {
    /// The table's name.
    pub table: String,
    /// What happens to its comment.
    pub comment: Option<Change<String>>,
    /// All its options from now on.
    pub options: Option<TableOptions>,
}

impl AlterTable {
    /// Makes the table what it is afterwards.
    pub fn change(&self, table: &mut Table) {
        if let Some(comment) = &self.comment {
            table.comment = comment.after();
        }
        if let Some(options) = &self.options {
            table.options = options.clone();
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        checks::table(schema, &self.table)?;
        if self.comment.is_none() && self.options.is_none() {
            return Err(SchemaError::Invalid {
                what: format!("table {:?}", self.table),
                problem: "is altered without any change".to_owned(),
                help: "name a comment or options".to_owned(),
            });
        }
        schema.update(&self.table, |table| self.change(table));
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let back = before.table(&self.table).map(|table| Self {
            table: self.table.clone(),
            comment: self
                .comment
                .as_ref()
                .map(|_| Change::to(table.comment.as_ref())),
            options: self.options.as_ref().map(|_| table.options.clone()),
        });
        Ok(back.map(Operation::AlterTable).into_iter().collect())
    }
}
