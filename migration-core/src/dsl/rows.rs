//! Rows that belong to the schema: reference data.

use super::default_for::{Number, SqlExpression};
use super::schema_builder::SchemaBuilder;
use super::text::IntoColumns;
use crate::operation::{Delete, Insert, Operation, Update};
use crate::schema::Value;

/// A row: a value for each column.
pub trait IntoRow {
    /// The values, in order.
    fn into_row(self) -> Vec<Value>;
}

impl<V: Into<Value>, const N: usize> IntoRow for [V; N] {
    fn into_row(self) -> Vec<Value> {
        self.into_iter().map(Into::into).collect()
    }
}

impl IntoRow for Vec<Value> {
    fn into_row(self) -> Vec<Value> {
        self
    }
}

impl From<SqlExpression> for Value {
    fn from(sql: SqlExpression) -> Self {
        Self::Expression(sql.0)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number.0)
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))*) => {$(
        impl<$($name: Into<Value>),+> IntoRow for ($($name,)+) {
            #[allow(non_snake_case, reason = "a type's name is its value's here")]
            fn into_row(self) -> Vec<Value> {
                let ($($name,)+) = self;
                vec![$($name.into()),+]
            }
        }
    )*};
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}

/// A row that changes, found by its key.
#[derive(Debug)]
#[must_use = "an update does nothing until it says what it sets"]
pub struct UpdateBuilder<'a> {
    schema: &'a mut SchemaBuilder,
    update: Update,
}

impl UpdateBuilder<'_> {
    /// Gives a column another value, and says what it was: the way back.
    pub fn set(
        mut self,
        column: impl Into<String>,
        from: impl Into<Value>,
        to: impl Into<Value>,
    ) -> Self {
        self.update.set.push((column.into(), to.into()));
        self.update.was.push(from.into());
        self
    }

    /// Gives a column another value, without saying what it was: there is no way back then.
    pub fn set_to(mut self, column: impl Into<String>, to: impl Into<Value>) -> Self {
        self.update.set.push((column.into(), to.into()));
        self
    }

    /// Records the update.
    pub fn record(self) {
        self.schema.operation(Operation::Update(self.update));
    }
}

impl SchemaBuilder {
    /// Inserts rows. The way back deletes those with these very values.
    ///
    /// ```
    /// # use migration_core::prelude::*;
    /// # let mut schema = SchemaBuilder::new();
    /// schema.insert("roles", ["id", "name"], [(1, "admin"), (2, "reader")]);
    /// ```
    pub fn insert<R: IntoRow>(
        &mut self,
        table: impl Into<String>,
        columns: impl IntoColumns,
        rows: impl IntoIterator<Item = R>,
    ) {
        self.operation(Operation::Insert(Insert {
            table: table.into(),
            columns: columns.into_columns(),
            rows: rows.into_iter().map(IntoRow::into_row).collect(),
        }));
    }

    /// Deletes the rows that have these very values. The way back inserts them again, if
    /// every column is named.
    pub fn delete<R: IntoRow>(
        &mut self,
        table: impl Into<String>,
        columns: impl IntoColumns,
        rows: impl IntoIterator<Item = R>,
    ) {
        self.operation(Operation::Delete(Delete {
            table: table.into(),
            columns: columns.into_columns(),
            rows: rows.into_iter().map(IntoRow::into_row).collect(),
        }));
    }

    /// Gives the row with this key other values.
    ///
    /// ```
    /// # use migration_core::prelude::*;
    /// # let mut schema = SchemaBuilder::new();
    /// schema.update("roles", ["id"], (1,)).set("name", "admin", "owner").record();
    /// ```
    pub fn update(
        &mut self,
        table: impl Into<String>,
        key: impl IntoColumns,
        values: impl IntoRow,
    ) -> UpdateBuilder<'_> {
        UpdateBuilder {
            update: Update {
                table: table.into(),
                key: key
                    .into_columns()
                    .into_iter()
                    .zip(values.into_row())
                    .collect(),
                set: Vec::new(),
                was: Vec::new(),
            },
            schema: self,
        }
    }
}
