//! All that a migration needs: `use migration_core::prelude::*;`

pub use crate::dsl::*;
pub use crate::migration::{Limits, Migration};
pub use crate::operation::{Batch, DataConnection, DataError};
pub use crate::schema::ReferentialAction::{Cascade, NoAction, Restrict, SetDefault, SetNull};
pub use crate::schema::{
    BoundValue, DefaultValue, Identity, IndexMethod, Object, ObjectId, ObjectKind, PartitionBound,
    RangeOf, RowSecurity, TableOptions, Value,
};
pub use migration_macros::{Migration, data_migration};
