//! The builders that migrations are written with. Closures give scope, values give types:
//! what is recorded is always a plain [`Operation`](crate::operation::Operation).
//!
//! The type parameters of [`Column`] hold what the compiler checks: a default fits its
//! column's type, a foreign key has its key's type, and a column that joins an existing
//! table has a value for the rows that are there.

mod access;
mod added;
mod alter;
mod alter_table;
mod backfill;
mod batches;
mod check;
mod column;
mod column_functions;
mod column_options;
mod comments;
mod default_for;
mod deferral;
mod exclusion;
mod foreign_key;
mod halves;
mod index;
mod key;
mod kinds;
mod named_types;
mod objects;
mod partitions;
mod primary_key;
mod raw;
mod rows;
mod schema_builder;
mod sugar;
mod table_builder;
mod table_options;
mod text;
pub mod types;

pub use access::RecordedGrant;
pub use added::{AddedCheck, AddedColumn};
pub use alter::{ColumnChange, IntoDefault, TypeChange};
pub use alter_table::{IndexChange, TableChange};
pub use backfill::BackfillBuilder;
pub use batches::BatchedDataBuilder;
pub use check::{CheckBuilder, check};
pub use column::{
    Column, ColumnParts, Filled, FitsExistingRows, FitsNewTable, HasDefault, NoDefault,
    NoReference, NotNull, Nullable, Referencing,
};
pub use column_functions::{
    array, big_int, binary, bit, bit_varying, boolean, char, cidr, custom, date, decimal, double,
    enumeration, float, inet, int, interval, json, jsonb, mac_addr, money, named, range, small_int,
    text, time, time_with, timestamp, timestamp_tz, timestamp_tz_with, timestamp_with, ulid,
    unsigned_big_int, unsigned_int, unsigned_small_int, uuid, varchar,
};
pub use comments::RecordedObject;
pub use default_for::{
    DefaultFor, Now, Number, RandomUuid, SqlExpression, now, number, random_uuid, sql,
};
pub use exclusion::{ExclusionBuilder, exclusion};
pub use foreign_key::{ForeignKeyBuilder, ForeignKeyTarget, foreign_key};
pub use index::{IndexBuilder, UniqueBuilder, asc, desc, expression, index, unique};
pub use key::Key;
pub use kinds::{
    Array, BigInt, Binary, Bit, BitVarying, Boolean, Char, Cidr, Custom, Date, Decimal, Double,
    Enumeration, Float, Inet, Int, Interval, Json, Jsonb, MacAddr, Named, Range, SmallInt, Text,
    Time, Timestamp, TimestampTz, UnsignedBigInt, UnsignedInt, UnsignedSmallInt, Uuid, Varchar,
};
pub use named_types::DomainBuilder;
pub use partitions::{LikeBuilder, PartitionBuilder};
pub use primary_key::{PrimaryKeyBuilder, primary_key};
pub use raw::{DataBuilder, SqlBuilder};
pub use rows::{IntoRow, UpdateBuilder};
pub use schema_builder::SchemaBuilder;
pub use table_builder::TableBuilder;
pub use text::{IntoColumns, by_dialect};
