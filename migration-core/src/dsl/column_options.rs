//! What a column can say beside its type, nullability, default and reference.

use super::column::{Column, HasDefault, NoDefault, NotNull, Referencing};
use super::kinds;
use crate::schema::{
    DefaultValue, Deferrable, Enforcement, ForeignKey, Generated, Identity, SqlText,
};

impl<T, N, D, R> Column<T, N, D, R> {
    /// What it is for. SQLite keeps no comments, so there they stand in the migrations alone.
    pub fn comment(self, comment: impl Into<String>) -> Self {
        self.with(|parts| parts.column.comment = Some(comment.into()))
    }

    /// The collation its texts are compared by: one name for each dialect, from
    /// [`by_dialect`](super::by_dialect). A dialect that none is named for keeps its own.
    pub fn collate(self, collation: impl Into<SqlText>) -> Self {
        self.with(|parts| parts.column.collation = Some(collation.into()))
    }

    /// Gives it a default that is a value of the schema already. The fold checks that it fits.
    pub fn default_value(self, value: DefaultValue) -> Column<T, N, HasDefault, R> {
        self.with(|parts| parts.column.default = Some(value))
    }

    /// The character set of its texts: MySQL and MariaDB alone have one for each column.
    pub fn charset(self, charset: impl Into<String>) -> Self {
        self.with(|parts| parts.column.charset = Some(charset.into()))
    }

    /// Every UPDATE of the row that does not set it sets it to the moment: MySQL's
    /// `ON UPDATE CURRENT_TIMESTAMP`; on PostgreSQL and SQLite a trigger of its own, which goes
    /// with the column and follows its name.
    pub fn touched_on_update(self) -> Self {
        self.with(|parts| parts.column.touched_on_update = true)
    }
}

impl<T, N, R> Column<T, N, NoDefault, R> {
    /// Its value is computed from the row's other columns, and kept in the row.
    pub fn generated(self, expression: impl Into<SqlText>) -> Column<T, N, HasDefault, R> {
        self.computed(expression, true)
    }

    /// Its value is computed from the row's other columns, whenever it is read. PostgreSQL
    /// has these from version 18.
    pub fn generated_virtual(self, expression: impl Into<SqlText>) -> Column<T, N, HasDefault, R> {
        self.computed(expression, false)
    }

    fn computed(self, expression: impl Into<SqlText>, stored: bool) -> Column<T, N, HasDefault, R> {
        self.with(|parts| {
            parts.column.generated = Some(Box::new(Generated {
                expression: expression.into(),
                stored,
            }));
        })
    }
}

macro_rules! identity {
    ($($kind:ident),*) => {$(
        impl<R> Column<kinds::$kind, NotNull, NoDefault, R> {
            /// Lets the server number new rows in it. It has to be the primary key, or MySQL
            /// and SQLite have no such column. One that joins a table numbers the rows that exist,
            /// too, on PostgreSQL alone.
            pub fn identity(self) -> Column<kinds::$kind, NotNull, HasDefault, R> {
                self.numbered(Identity::default())
            }

            /// Lets the server number new rows in it, and refuses an INSERT that names a
            /// value: PostgreSQL's `GENERATED ALWAYS`.
            pub fn identity_always(self) -> Column<kinds::$kind, NotNull, HasDefault, R> {
                self.numbered(Identity {
                    always: true,
                    ..Identity::default()
                })
            }

            /// Lets the server number new rows in it, from `start` on in steps of `increment`.
            pub fn identity_from(self, start: i64, increment: i64) -> Column<kinds::$kind, NotNull, HasDefault, R> {
                self.numbered(Identity {
                    start: Some(start),
                    increment: Some(increment),
                    ..Identity::default()
                })
            }

            /// Lets the server number new rows in it: on PostgreSQL in its older way, `serial`.
            pub fn serial(self) -> Column<kinds::$kind, NotNull, HasDefault, R> {
                self.numbered(Identity {
                    serial: true,
                    ..Identity::default()
                })
            }

            /// Lets the server number new rows in it, as this says.
            pub fn identity_with(self, identity: Identity) -> Column<kinds::$kind, NotNull, HasDefault, R> {
                self.numbered(identity)
            }

            fn numbered(self, identity: Identity) -> Column<kinds::$kind, NotNull, HasDefault, R> {
                self.with(|parts| parts.column.identity = Some(Box::new(identity)))
            }
        }
    )*};
}

identity!(
    SmallInt,
    Int,
    BigInt,
    UnsignedSmallInt,
    UnsignedInt,
    UnsignedBigInt
);

impl<T, N, D> Column<T, N, D, Referencing> {
    /// Lets a transaction put the check of the reference off to its end.
    pub fn deferrable(self) -> Self {
        self.key(|key| key.deferrable = Deferrable::InitiallyImmediate)
    }

    /// Checks the reference at the transaction's end.
    pub fn initially_deferred(self) -> Self {
        self.key(|key| key.deferrable = Deferrable::InitiallyDeferred)
    }

    /// Lets the rows that exist be; they are checked by a later `validate_constraint`.
    pub fn not_valid(self) -> Self {
        self.key(|key| key.enforcement = Enforcement::NewRows)
    }

    fn key(self, change: impl FnOnce(&mut ForeignKey)) -> Self {
        self.with(|parts| {
            if let Some(key) = &mut parts.references {
                change(key);
            }
        })
    }
}
