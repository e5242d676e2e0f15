//! The builders that migrations are written with. Closures give scope, values give types:
//! what is recorded is always a plain [`Operation`](crate::operation::Operation).
//!
//! The type parameters of [`Column`] hold what the compiler checks: a default fits its
//! column's type, a foreign key has its key's type, and a column that joins an existing
//! table has a value for the rows that are there.

mod alter;
mod backfill;
mod column;
mod column_functions;
mod default_for;
mod foreign_key;
mod index;
mod key;
mod kinds;
mod raw;
mod schema_builder;
mod table_builder;
mod text;
pub mod types;

pub use alter::{ColumnChange, IntoDefault, TypeChange};
pub use backfill::BackfillBuilder;
pub use column::{
    Column, ColumnParts, Filled, FitsExistingRows, FitsNewTable, HasDefault, NoDefault,
    NoReference, NotNull, Nullable, Referencing,
};
pub use column_functions::{
    big_int, binary, boolean, char, custom, date, decimal, double, enumeration, float, int, json,
    jsonb, small_int, text, time, timestamp, timestamp_tz, uuid, varchar,
};
pub use default_for::{
    DefaultFor, Now, Number, RandomUuid, SqlExpression, now, number, random_uuid, sql,
};
pub use foreign_key::{ForeignKeyBuilder, ForeignKeyTarget, foreign_key};
pub use index::{IndexBuilder, UniqueBuilder, asc, desc, expression, index, unique};
pub use key::Key;
pub use kinds::{
    BigInt, Binary, Boolean, Char, Custom, Date, Decimal, Double, Enumeration, Float, Int, Json,
    Jsonb, SmallInt, Text, Time, Timestamp, TimestampTz, Uuid, Varchar,
};
pub use raw::{DataBuilder, SqlBuilder};
pub use schema_builder::SchemaBuilder;
pub use table_builder::TableBuilder;
pub use text::{IntoColumns, by_dialect};
