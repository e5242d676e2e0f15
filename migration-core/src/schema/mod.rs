//! The schema as a value: what tables, columns, keys and indexes exist at one version.
//!
//! Migrations fold to it, dialects read it, and nothing here knows how either is done.
//! This module uses only the standard library; with the feature `serde` its values have serde's
//! derives, so that one program can tell another its schema.

mod column;
mod column_type;
mod comment;
mod constraint;
mod default_value;
mod dialect_name;
mod grant;
mod index;
mod namespace;
mod object;
mod partition;
mod schema;
#[cfg(feature = "serde")]
mod serialized;
mod sql_text;
mod table;
mod texts;
mod value;

pub use column::{Column, Generated, Identity};
pub use column_type::{ColumnType, Enumeration, RangeOf};
pub use constraint::{
    Check, Deferrable, Enforcement, Exclusion, ForeignKey, PrimaryKey, ReferentialAction, Unique,
};
pub use default_value::DefaultValue;
pub use dialect_name::DialectName;
pub use index::{Index, IndexKey, IndexMethod, IndexPart, NullsOrder};
pub(crate) use namespace::moved;
pub use namespace::{beside, in_namespace};
pub use object::{
    Composite, Domain, Extension, Grant, Namespace, Object, ObjectId, ObjectKind, Policy, Routine,
    Sequence, Trigger, View, VirtualTable,
};
pub use partition::{BoundValue, Partition, PartitionBound, PartitionMethod, Partitioning};
pub use schema::{Objects, Schema};
pub use sql_text::SqlText;
pub use table::{RowSecurity, Table, TableOptions};
pub use value::Value;
