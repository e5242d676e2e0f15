//! Operations: what a migration records. Plain data that can be applied to a [`Schema`],
//! reversed, described and put into canonical form.
//!
//! This module knows the schema and nothing else: no SQL, no database.
//!
//! [`Schema`]: crate::schema::Schema

mod add_check;
mod add_column;
mod add_foreign_key;
mod add_primary_key;
mod add_unique;
mod alter_column;
mod backfill;
mod canonical;
mod checks;
mod create_index;
mod create_table;
mod data;
mod drop_check;
mod drop_column;
mod drop_foreign_key;
mod drop_index;
mod drop_primary_key;
mod drop_table;
mod drop_unique;
mod error;
mod names;
mod operation;
mod rename_column;
mod rename_table;
mod reserved;
mod sql;
pub mod words;

pub use add_check::AddCheck;
pub use add_column::{AddColumn, ExistingRows};
pub use add_foreign_key::AddForeignKey;
pub use add_primary_key::AddPrimaryKey;
pub use add_unique::AddUnique;
pub use alter_column::{AlterColumn, DefaultChange};
pub use backfill::Backfill;
pub use canonical::{Canonical, CanonicalWriter};
pub use create_index::CreateIndex;
pub use create_table::CreateTable;
pub use data::{BoxFuture, Data, DataCode, DataConnection, DataError, DataFn, DataReverse};
pub use drop_check::DropCheck;
pub use drop_column::DropColumn;
pub use drop_foreign_key::DropForeignKey;
pub use drop_index::DropIndex;
pub use drop_primary_key::DropPrimaryKey;
pub use drop_table::DropTable;
pub use drop_unique::DropUnique;
pub use error::{Irreversible, SchemaError};
pub use names::{
    check_name, enumeration_name, foreign_key_name, index_name, nearest, primary_key_name,
    unique_name,
};
pub use operation::Operation;
pub use rename_column::RenameColumn;
pub use rename_table::RenameTable;
pub use sql::{Sql, SqlReverse};
