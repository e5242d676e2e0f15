use std::any::Any;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::{Irreversible, Operation, SchemaError};
use crate::schema::{DialectName, Schema};

/// A future that can be kept in a table of functions.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What Rust data code fails with: anything that is an error.
pub type DataError = Box<dyn Error + Send + Sync>;

/// Rust data code as a function.
pub type DataFn =
    for<'a> fn(&'a mut (dyn DataConnection + 'static)) -> BoxFuture<'a, Result<(), DataError>>;

/// The database as Rust data code sees it: a connection, inside the migration's transaction
/// where the server has transactional DDL, inside one of its own elsewhere.
pub trait DataConnection: Send + Any {
    /// The dialect at the other end.
    fn dialect(&self) -> DialectName;

    /// Runs SQL and tells how many rows it changed.
    ///
    /// # Errors
    /// What the server answers.
    fn execute<'a>(&'a mut self, sql: &'a str) -> BoxFuture<'a, Result<u64, DataError>>;

    /// Runs a query and gives its rows, every value as text or NULL.
    ///
    /// # Errors
    /// What the server answers.
    fn query<'a>(
        &'a mut self,
        sql: &'a str,
    ) -> BoxFuture<'a, Result<Vec<Vec<Option<String>>>, DataError>>;

    /// The connection itself, for code that wants the driver's own types.
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

/// Rust code that changes rows. `#[data_migration]` makes one of an async function.
#[derive(Clone, Copy)]
pub struct DataCode {
    /// The function's name.
    pub name: &'static str,
    /// Its tokens, without comments and white space: they are what the checksum covers.
    pub tokens: &'static str,
    /// The function.
    pub run: DataFn,
}

impl fmt::Debug for DataCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataCode")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl PartialEq for DataCode {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.tokens == other.tokens
    }
}

impl Eq for DataCode {}

/// The way back of a [`Data`] operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataReverse {
    /// This code.
    Code(DataCode),
    /// There is nothing to undo.
    Nothing,
    /// There is none.
    None,
}

/// Runs Rust code over rows.
///
/// The fold cannot see what it does. Its reverse is the code that is given, or nothing where it
/// says `nothing_to_reverse`. A checksum covers its tokens; an offline script cannot hold it.
///
/// ```
/// # use migration_core::example::*;
/// #[data_migration]
/// async fn lower_case(db: &mut dyn DataConnection) -> Result<(), DataError> {
///     db.execute("UPDATE users SET email = lower(email)").await?;
///     Ok(())
/// }
///
/// let sql = example(
///     |_| {},
///     |schema| {
///         schema.data(lower_case).nothing_to_reverse();
///     },
/// );
/// assert_eq!(sql.sqlite, "-- data code in Rust: lower_case");
/// assert_eq!(sql.postgres, "-- data code in Rust: lower_case");
/// assert_eq!(sql.mysql, "-- data code in Rust: lower_case");
/// assert_eq!(sql.back, "");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Data {
    /// The code.
    pub up: DataCode,
    /// The way back.
    pub down: DataReverse,
}

impl Data {
    pub(super) fn apply(self, _: &mut Schema) -> Result<(), SchemaError> {
        Ok(())
    }

    pub(super) fn reverse(self) -> Result<Vec<Operation>, Irreversible> {
        match self.down {
            DataReverse::Code(code) => Ok(vec![Operation::Data(Self {
                up: code,
                down: DataReverse::Code(self.up),
            })]),
            DataReverse::Nothing => Ok(Vec::new()),
            DataReverse::None => Err(Irreversible {
                reason: format!("the data code {:?} has no reverse", self.up.name),
                help: "give it one with `.reverse(…)`, or say `.nothing_to_reverse()`".to_owned(),
            }),
        }
    }
}
