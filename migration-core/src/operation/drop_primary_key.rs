use super::{AddPrimaryKey, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Deferrable, Schema};

/// Drops a table's primary key. The columns stay, and stay NOT NULL.
///
/// The fold checks that there is one, and that no foreign key refers to it. Its reverse adds it. On
/// SQLite the table is made anew. SQLite, MySQL and MariaDB refuse it where a column that numbers rows
/// would be left without a key.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("tags", |t| {
///             t.column(varchar("name", 40)).primary_key("name");
///         });
///     },
///     |schema| {
///         schema.drop_primary_key("tags");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "tags" (
///     "name" VARCHAR(40) NOT NULL
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "tags" DROP CONSTRAINT "tags_pkey";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `tags` DROP PRIMARY KEY;");
/// assert_eq!(sql.back, "add primary key to tags");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropPrimaryKey {
    /// The table's name.
    pub table: String,
}

impl DropPrimaryKey {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let Some(key) = &table.primary_key else {
            return Err(SchemaError::Invalid {
                what: format!("table {:?}", self.table),
                problem: "has no primary key".to_owned(),
                help: "take this operation away".to_owned(),
            });
        };
        // No foreign key refers to what is looked at later.
        if key.deferrable == Deferrable::No {
            checks::no_key_needs(
                schema,
                table,
                &format!("the primary key of table {:?}", self.table),
                &key.columns,
            )?;
        }
        schema.update(&self.table, |table| table.primary_key = None);
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let key = before
            .table(&self.table)
            .and_then(|table| table.primary_key.as_ref());
        Ok(key
            .map(|key| {
                Operation::AddPrimaryKey(AddPrimaryKey {
                    table: self.table.clone(),
                    primary_key: key.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}
