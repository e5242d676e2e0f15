use std::fmt;

use super::draft::Draft;
use super::{Renames, objects, tables};
use crate::operation::{Operation, SchemaError};
use crate::schema::{Object, Schema, Table};

/// Why no operations lead from one schema to another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stuck {
    /// An operation that is needed does not fit.
    Operation {
        /// What it would do.
        operation: String,
        /// Why it does not fit.
        cause: SchemaError,
    },
    /// There is no operation for this difference.
    NoOperation {
        /// What differs: `table users`.
        object: String,
    },
}

impl Stuck {
    /// What differs, or the operation that does not fit.
    #[must_use]
    pub fn object(&self) -> &str {
        match self {
            Self::Operation { operation, .. } => operation,
            Self::NoOperation { object } => object,
        }
    }
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation { operation, cause } => write!(f, "{operation}: {cause}"),
            Self::NoOperation { object } => {
                write!(f, "{object}: no operation makes what differs")
            }
        }
    }
}

impl std::error::Error for Stuck {}

/// The operations that lead from one schema to another, in an order in which each fits what the
/// ones before it leave. What is the same stays untouched, and the rows with it. None where the
/// two mean the same: the order of columns, constraints and indexes is no difference.
///
/// Nothing is guessed: see [`Renames`]. A column that may not be NULL and has no default joins only a
/// table without rows ([`ExistingRows::MustBeEmpty`](crate::operation::ExistingRows)), since no
/// value for them is known.
///
/// ```
/// use migration_core::diff::{Renames, operations};
/// use migration_core::prelude::*;
/// # use migration_core::schema::Schema;
/// # fn folded(record: fn(&mut SchemaBuilder)) -> Schema {
/// #     let mut builder = SchemaBuilder::new();
/// #     record(&mut builder);
/// #     let mut schema = Schema::new();
/// #     for operation in builder.into_operations() { operation.apply(&mut schema).unwrap(); }
/// #     schema
/// # }
///
/// let from = folded(|schema| {
///     schema.create_table("users", |t| {
///         t.id();
///         t.column(varchar("mail", 200));
///     });
/// });
/// let to = folded(|schema| {
///     schema.create_table("users", |t| {
///         t.id();
///         t.column(text("email").unique());
///     });
/// });
/// let renames = Renames::default().column("users", "mail", "email");
/// let all = operations(&from, &to, &renames)?;
/// let words: Vec<String> = all.iter().map(|operation| operation.describe()).collect();
/// assert_eq!(words, [
///     "rename column users.mail to email",
///     "alter column users.email",
///     "add unique constraint users_email_key to users",
/// ]);
/// # Ok::<(), migration_core::diff::Stuck>(())
/// ```
///
/// # Errors
/// What differs and no operations can make the same.
pub fn operations(from: &Schema, to: &Schema, renames: &Renames) -> Result<Vec<Operation>, Stuck> {
    let mut now = from.clone();
    let mut all = Vec::new();
    for operation in renames.operations() {
        apply(&operation, &mut now)?;
        all.push(operation);
    }
    let mut draft = Draft::default();
    objects::compare(&now, to, &mut draft);
    tables::compare(&now, to, &mut draft);
    arrange(draft.in_order(), &mut now, &mut all)?;
    same(&now, to)?;
    Ok(all)
}

fn apply(operation: &Operation, schema: &mut Schema) -> Result<(), Stuck> {
    operation.apply(schema).map_err(|cause| Stuck::Operation {
        operation: operation.describe(),
        cause,
    })
}

/// Applies each as soon as it fits: what is left over waits for those behind it.
fn arrange(
    mut waiting: Vec<Operation>,
    now: &mut Schema,
    all: &mut Vec<Operation>,
) -> Result<(), Stuck> {
    while !waiting.is_empty() {
        let mut misfits = Vec::new();
        let mut first = None;
        let before = waiting.len();
        for operation in waiting {
            match apply(&operation, now) {
                Ok(()) => all.push(operation),
                Err(stuck) => {
                    first.get_or_insert(stuck);
                    misfits.push(operation);
                }
            }
        }
        match first {
            Some(stuck) if misfits.len() == before => return Err(stuck),
            _ => waiting = misfits,
        }
    }
    Ok(())
}

/// Whether the two mean the same.
fn same(now: &Schema, to: &Schema) -> Result<(), Stuck> {
    let differs = |object: String| Err(Stuck::NoOperation { object });
    for table in to.tables() {
        if now.table(&table.name).map(sorted) != Some(sorted(table)) {
            return differs(format!("table {}", table.name));
        }
    }
    for (id, object) in to.objects() {
        if now.object(id) != Some(object) {
            return differs(id.to_string());
        }
    }
    let table = now.tables().find(|table| to.table(&table.name).is_none());
    if let Some(table) = table {
        return differs(format!("table {}", table.name));
    }
    let mut objects = now.objects().map(|(_, object)| object).map(Object::id);
    match objects.find(|id| to.object(id).is_none()) {
        Some(id) => differs(id.to_string()),
        None => Ok(()),
    }
}

/// The table with its parts by name.
fn sorted(table: &Table) -> Table {
    let mut table = table.clone();
    table.columns.sort_by(|a, b| a.name.cmp(&b.name));
    table.uniques.sort_by(|a, b| a.name.cmp(&b.name));
    table.foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
    table.checks.sort_by(|a, b| a.name.cmp(&b.name));
    table.exclusions.sort_by(|a, b| a.name.cmp(&b.name));
    table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
    table
}
