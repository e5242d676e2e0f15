use std::fmt;

use super::{
    Batches, BoxFuture, DataConnection, DataError, Irreversible, Operation, SchemaError, checks,
};
use crate::schema::{Schema, SqlText};

/// Rust data code over one batch as a function.
pub type BatchFn = for<'a> fn(
    &'a mut (dyn DataConnection + 'static),
    &'a Batch,
) -> BoxFuture<'a, Result<(), DataError>>;

/// Some rows of a table, one after another by its key. They are locked until the batch's
/// transaction ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// The names of the columns: those of the key first, then those that were asked for.
    pub columns: Vec<String>,
    /// The rows, every value as text or NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// The SQL condition of these rows' keys, for a statement over all of them. It goes for
    /// every row between the first and the last, whatever filter the batch has.
    pub condition: String,
}

impl Batch {
    /// The rows, in the order of the key.
    pub fn rows(&self) -> impl Iterator<Item = BatchRow<'_>> {
        self.rows.iter().map(|values| BatchRow {
            columns: &self.columns,
            values,
        })
    }
}

/// One row of a [`Batch`].
#[derive(Debug, Clone, Copy)]
pub struct BatchRow<'a> {
    columns: &'a [String],
    values: &'a [Option<String>],
}

impl<'a> BatchRow<'a> {
    /// A column's value as text; `None` where it is NULL.
    ///
    /// # Errors
    /// A column that was not asked for.
    pub fn get(&self, column: &str) -> Result<Option<&'a str>, DataError> {
        let at = self.columns.iter().position(|name| name == column);
        let value = at.and_then(|at| self.values.get(at)).ok_or_else(|| {
            let known = self.columns.join(", ");
            format!(
                "the batch has no column {column:?}, only {known}: name it with `.columns([…])`"
            )
        })?;
        Ok(value.as_deref())
    }
}

/// Rust code that changes the rows of a batch. `#[data_migration]` makes one of an async
/// function that takes a connection and a `&Batch`.
#[derive(Clone, Copy)]
pub struct BatchCode {
    /// The function's name.
    pub name: &'static str,
    /// Its tokens, without comments and white space: they are what the checksum covers.
    pub tokens: &'static str,
    /// The function.
    pub run: BatchFn,
}

impl fmt::Debug for BatchCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchCode")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl PartialEq for BatchCode {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.tokens == other.tokens
    }
}

impl Eq for BatchCode {}

/// The way back of a [`BatchedData`] operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchReverse {
    /// This code, over every row.
    Code(BatchCode),
    /// There is nothing to undo.
    Nothing,
    /// There is none.
    None,
}

/// Runs Rust code over the rows of a table, one batch of them at a time, each in a transaction of its own.
///
/// The fold checks that the table, the columns and a key to walk by are there; it cannot see what
/// the code does. Its reverse is the code that is given, over every row, or nothing where it says
/// `nothing_to_reverse`. A checksum covers its tokens; an offline script cannot hold it.
///
/// ```
/// # use migration_core::example::*;
/// #[data_migration]
/// async fn slugs(db: &mut dyn DataConnection, batch: &Batch) -> Result<(), DataError> {
///     for row in batch.rows() {
///         let (id, title) = (row.get("id")?.unwrap_or("0"), row.get("title")?.unwrap_or(""));
///         let slug = title.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
///         db.execute(&format!("UPDATE posts SET slug = '{slug}' WHERE id = {id}")).await?;
///     }
///     Ok(())
/// }
///
/// let sql = example(
///     |schema| {
///         schema.create_table("posts", |t| {
///             t.id();
///             t.column(varchar("title", 200));
///             t.column(varchar("slug", 200).nullable());
///         });
///     },
///     |schema| {
///         schema
///             .data_in_batches("posts", slugs)
///             .columns(["title"])
///             .filter("slug IS NULL")
///             .nothing_to_reverse();
///     },
/// );
/// assert_eq!(sql.sqlite, "-- data code in Rust, in batches over posts: slugs");
/// assert_eq!(sql.postgres, "-- data code in Rust, in batches over posts: slugs");
/// assert_eq!(sql.mysql, "-- data code in Rust, in batches over posts: slugs");
/// assert_eq!(sql.back, "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchedData {
    /// The table's name.
    pub table: String,
    /// The columns that the code gets beside those of the key.
    pub columns: Vec<String>,
    /// Which rows; all where it is left out.
    pub filter: Option<SqlText>,
    /// How the rows are walked.
    pub batches: Batches,
    /// The code.
    pub up: BatchCode,
    /// The way back.
    pub down: BatchReverse,
}

impl BatchedData {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        for name in &self.columns {
            checks::column(table, name)?;
        }
        let what = format!("the data code {:?}", self.up.name);
        self.batches.key(table, &what).map(drop)
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        match self.down {
            BatchReverse::Code(code) => Ok(vec![Operation::BatchedData(Self {
                up: code,
                down: BatchReverse::Code(self.up),
                filter: None,
                ..self.clone()
            })]),
            BatchReverse::Nothing => Ok(Vec::new()),
            BatchReverse::None => Err(Irreversible {
                reason: format!("the data code {:?} has no reverse", self.up.name),
                help: "give it one with `.reverse(…)`, or say `.nothing_to_reverse()`".to_owned(),
            }),
        }
    }
}
