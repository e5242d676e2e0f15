use std::marker::PhantomData;

use super::default_for::DefaultFor;
use super::key::Key;
use crate::operation::{self, ExistingRows};
use crate::schema::{
    self, Check, ColumnType, ForeignKey, Index, IndexPart, ReferentialAction, SqlText, Unique,
};

/// The column is NOT NULL.
#[derive(Debug)]
pub struct NotNull;
/// The column may be NULL.
#[derive(Debug)]
pub struct Nullable;
/// The column has no default.
#[derive(Debug)]
pub struct NoDefault;
/// The column has a default.
#[derive(Debug)]
pub struct HasDefault;
/// The column has no default, but a value for the rows that exist.
#[derive(Debug)]
pub struct Filled;
/// The column refers to no other.
#[derive(Debug)]
pub struct NoReference;
/// The column refers to another.
#[derive(Debug)]
pub struct Referencing;

/// A column under construction: of kind `T`, with nullability `N`, default `D` and reference `R`.
#[derive(Debug)]
#[must_use = "a column does nothing until it is given to a table"]
pub struct Column<T, N = NotNull, D = NoDefault, R = NoReference> {
    // In a box: each call moves the column on, and a thousand migrations have many calls.
    parts: Box<ColumnParts>,
    kind: PhantomData<(T, N, D, R)>,
}

/// What a column consists of, without its types.
#[derive(Debug, Clone)]
pub struct ColumnParts {
    pub(super) column: schema::Column,
    existing_rows: ExistingRows,
    unique: bool,
    index: bool,
    checks: Vec<SqlText>,
    pub(super) references: Option<ForeignKey>,
}

/// A column that can join a table with rows in it.
#[diagnostic::on_unimplemented(
    message = "a NOT NULL column without a default cannot join an existing table",
    label = "the rows that exist would have no value for this column",
    note = "make it `.nullable()`, give it a `.default(…)`, or say what existing rows get with `.fill(\"…\")`"
)]
pub trait FitsExistingRows {
    /// The column without its types.
    fn into_parts(self) -> Box<ColumnParts>;
}

/// A column that a new table can have.
#[diagnostic::on_unimplemented(
    message = "a column of a new table has no rows to fill",
    label = "`.fill(…)` is for a column that joins an existing table",
    note = "take `.fill(…)` away, or use `.default(…)`"
)]
pub trait FitsNewTable {
    /// The column without its types.
    fn into_parts(self) -> Box<ColumnParts>;
}

macro_rules! fits {
    ($trait:ident: $(<$($free:ident),*> $null:ty, $default:ty;)*) => {$(
        // A list of type parameters helps nobody: the trait's own message says what to write.
        #[diagnostic::do_not_recommend]
        impl<T, R $(, $free)*> $trait for Column<T, $null, $default, R> {
            fn into_parts(self) -> Box<ColumnParts> {
                self.parts
            }
        }
    )*};
}

fits!(FitsExistingRows: <> Nullable, NoDefault; <N> N, HasDefault; <N> N, Filled;);
fits!(FitsNewTable: <N> N, NoDefault; <N> N, HasDefault;);

impl<T> Column<T> {
    pub(super) fn of(name: impl Into<String>, ty: ColumnType) -> Self {
        Self {
            parts: ColumnParts::new(name.into(), ty),
            kind: PhantomData,
        }
    }
}

impl<T, N, D, R> Column<T, N, D, R> {
    pub(super) fn with<N2, D2, R2>(
        mut self,
        change: impl FnOnce(&mut ColumnParts),
    ) -> Column<T, N2, D2, R2> {
        change(&mut self.parts);
        Column {
            parts: self.parts,
            kind: PhantomData,
        }
    }

    /// Makes it nullable.
    pub fn nullable(self) -> Column<T, Nullable, D, R> {
        self.with(|parts| parts.column.nullable = true)
    }

    /// Gives it a default: a value of the column's own kind, or SQL.
    pub fn default(self, value: impl DefaultFor<T>) -> Column<T, N, HasDefault, R> {
        self.with(|parts| parts.column.default = Some(value.into_default()))
    }

    /// Says what the rows that exist get: an SQL expression over their other columns.
    pub fn fill(self, expression: impl Into<SqlText>) -> Column<T, N, Filled, R> {
        self.with(|parts| parts.existing_rows = ExistingRows::Fill(expression.into()))
    }

    /// Says that the table it joins has no rows: with rows the step fails, and changes nothing.
    pub fn empty_table(self) -> Column<T, N, Filled, R> {
        self.with(|parts| parts.existing_rows = ExistingRows::MustBeEmpty)
    }

    /// Adds a unique constraint over this column alone.
    pub fn unique(self) -> Self {
        self.with(|parts| parts.unique = true)
    }

    /// Adds an index over this column alone.
    pub fn index(self) -> Self {
        self.with(|parts| parts.index = true)
    }

    /// Adds a check, named after the column.
    pub fn check(self, expression: impl Into<SqlText>) -> Self {
        self.with(|parts| parts.checks.push(expression.into()))
    }

    /// Adds a foreign key to a key of the same type.
    pub fn references(self, key: Key<T>) -> Column<T, N, D, Referencing> {
        self.references_column(key.table, key.column)
    }

    /// Adds a foreign key to a column by name, for a table that no migration made or whose
    /// key was renamed since. The fold compares the types.
    pub fn references_column(
        self,
        table: impl Into<String>,
        column: impl Into<String>,
    ) -> Column<T, N, D, Referencing> {
        self.with(|parts| {
            parts.references = Some(ForeignKey {
                name: String::new(),
                columns: vec![parts.column.name.clone()],
                references_table: table.into(),
                references_columns: vec![column.into()],
                ..ForeignKey::default()
            });
        })
    }
}

impl<T, N, D> Column<T, N, D, Referencing> {
    /// What a deletion of the row referred to does here.
    pub fn on_delete(self, action: ReferentialAction) -> Self {
        self.with(|parts| {
            if let Some(key) = &mut parts.references {
                key.on_delete = action;
            }
        })
    }

    /// What a changed key of the row referred to does here.
    pub fn on_update(self, action: ReferentialAction) -> Self {
        self.with(|parts| {
            if let Some(key) = &mut parts.references {
                key.on_update = action;
            }
        })
    }
}

impl<N, D, R> Column<super::kinds::Enumeration, N, D, R> {
    /// Names the type, on servers where an enumeration is a type of its own. Without it the
    /// type is named after table and column.
    pub fn type_name(self, name: impl Into<String>) -> Self {
        self.with(|parts| {
            if let ColumnType::Enumeration(of) = &mut parts.column.ty {
                of.name = name.into();
            }
        })
    }
}

/// A column taken apart for the table that it goes to.
pub(super) struct Attached {
    pub(super) column: schema::Column,
    pub(super) existing_rows: ExistingRows,
    pub(super) unique: Option<Unique>,
    pub(super) index: Option<Index>,
    pub(super) checks: Vec<Check>,
    pub(super) foreign_key: Option<ForeignKey>,
}

impl ColumnParts {
    fn new(name: String, ty: ColumnType) -> Box<Self> {
        Box::new(Self {
            column: schema::Column::new(name, ty),
            existing_rows: ExistingRows::Default,
            unique: false,
            index: false,
            checks: Vec::new(),
            references: None,
        })
    }

    /// Gives everything that has no name yet the name that follows from the table.
    pub(super) fn attach(self, table: &str) -> Attached {
        let mut column = self.column;
        if let ColumnType::Enumeration(of) = &mut column.ty
            && of.name.is_empty()
        {
            of.name = operation::enumeration_name(table, &column.name);
        }
        let columns = vec![column.name.clone()];
        let unique = self.unique.then(|| Unique {
            name: operation::unique_name(table, &columns),
            columns: columns.clone(),
            ..Unique::default()
        });
        let index = self.index.then(|| {
            let mut index = Index {
                parts: vec![IndexPart::column(&column.name)],
                ..Index::default()
            };
            index.name = operation::index_name(table, &index);
            index
        });
        let base = operation::check_name(table, &column.name);
        let checks = self
            .checks
            .into_iter()
            .enumerate()
            .map(|(i, expression)| Check {
                name: if i == 0 {
                    base.clone()
                } else {
                    format!("{base}{}", i + 1)
                },
                expression,
                ..Check::default()
            });
        let foreign_key = self.references.map(|mut key| {
            key.name = operation::foreign_key_name(table, &key.columns);
            key
        });
        Attached {
            checks: checks.collect(),
            column,
            existing_rows: self.existing_rows,
            unique,
            index,
            foreign_key,
        }
    }
}
