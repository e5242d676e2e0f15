use super::{Batches, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Schema, SqlText, Table};

/// Sets columns of existing rows: one declared UPDATE, so that it works offline too. With
/// `batched` the runner walks the table by its key, a transaction for each batch; offline it
/// stays one UPDATE.
///
/// The fold checks that the table and the columns that are set are there, each once. Its reverse is
/// the one that is given with `reverse`; without it the rows keep their values on the way down.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80).nullable());
///         });
///     },
///     |schema| {
///         schema.backfill("users").set("name", "'nobody'").filter("name IS NULL");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"UPDATE "users" SET "name" = 'nobody' WHERE name IS NULL;"#);
/// assert_eq!(sql.postgres, r#"UPDATE "users" SET "name" = 'nobody' WHERE name IS NULL;"#);
/// assert_eq!(sql.mysql, "UPDATE `users` SET `name` = 'nobody' WHERE name IS NULL;");
/// assert_eq!(sql.back, "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backfill {
    /// The table's name.
    pub table: String,
    /// Column and SQL expression, in order.
    pub set: Vec<(String, SqlText)>,
    /// Which rows; all where it is left out.
    pub filter: Option<SqlText>,
    /// The same the other way round. Without it the rows keep their values on the way down.
    pub reverse: Option<Box<Backfill>>,
    /// In batches, each a transaction of its own; one statement where it is left out. The way
    /// back goes in the same batches.
    pub batches: Option<Batches>,
}

impl Backfill {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        if self.set.is_empty() {
            return Err(SchemaError::Invalid {
                what: format!("the backfill of table {:?}", self.table),
                problem: "sets no column".to_owned(),
                help: "name a column and its value with `.set(column, sql)`".to_owned(),
            });
        }
        for (i, (name, _)) in self.set.iter().enumerate() {
            checks::column(table, name)?;
            if self.set[..i].iter().any(|(other, _)| other == name) {
                return Err(SchemaError::Invalid {
                    what: format!("the backfill of table {:?}", self.table),
                    problem: format!("sets column {name:?} twice"),
                    help: "set each column once".to_owned(),
                });
            }
        }
        self.batches_hold(table)
    }

    /// A row whose key changes may be met again, or never.
    fn batches_hold(&self, table: &Table) -> Result<(), SchemaError> {
        let Some(batches) = &self.batches else {
            return Ok(());
        };
        let what = format!("the backfill of table {:?}", self.table);
        let key = batches.key(table, &what)?;
        match self
            .set
            .iter()
            .find(|(set, _)| key.iter().any(|column| column.name == *set))
        {
            None => Ok(()),
            Some((column, _)) => Err(SchemaError::Invalid {
                what,
                problem: format!("sets column {column:?}, by which it walks the table in batches"),
                help: "walk another key with `.batched_by([…])`, or leave the batches out"
                    .to_owned(),
            }),
        }
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(self
            .reverse
            .iter()
            .map(|back| {
                Operation::Backfill(Self {
                    batches: self.batches.clone(),
                    ..(**back).clone()
                })
            })
            .collect())
    }
}
