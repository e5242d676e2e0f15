use super::{DropPrimaryKey, Irreversible, Operation, SchemaError, checks, comments};
use crate::schema::{PrimaryKey, Schema};

/// Adds a primary key to a table that has none.
///
/// The fold checks that the table has none, that the columns are there, and that the name is free.
/// Its reverse drops the key.
///
/// SQLite has a primary key from the beginning only, so the table is made anew:
/// <https://www.sqlite.org/lang_altertable.html>. MySQL and MariaDB call every primary key
/// `PRIMARY`.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("tags", |t| {
///             t.column(varchar("name", 40));
///         });
///     },
///     |schema| {
///         schema.add_primary_key("tags", ["name"]);
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "tags" (
///     "name" VARCHAR(40) NOT NULL,
///     CONSTRAINT "tags_pkey" PRIMARY KEY ("name")
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "tags" ADD CONSTRAINT "tags_pkey" PRIMARY KEY ("name");"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `tags` ADD PRIMARY KEY (`name`);");
/// assert_eq!(sql.back, "drop primary key of tags");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddPrimaryKey {
    /// The table's name.
    pub table: String,
    /// The key.
    pub primary_key: PrimaryKey,
}

impl AddPrimaryKey {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        if table.primary_key.is_some() {
            return Err(SchemaError::Invalid {
                what: format!("table {:?}", self.table),
                problem: "has a primary key already".to_owned(),
                help: "drop it first with `drop_primary_key`".to_owned(),
            });
        }
        checks::free_constraint(table, "primary key", &self.primary_key.name)?;
        comments::comment("the primary key", self.primary_key.comment.as_deref())?;
        let name = &self.primary_key.name;
        checks::free_index_name(schema, &self.table, "primary key", name)?;
        checks::column_list(table, "the primary key", &self.primary_key.columns)?;
        schema.update(&self.table, |table| {
            table.primary_key = Some(self.primary_key.clone())
        });
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropPrimaryKey(DropPrimaryKey {
            table: self.table.clone(),
        })])
    }
}
