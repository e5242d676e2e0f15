//! Operations: what a migration records. Plain data that can be applied to a [`Schema`],
//! reversed, described and put into canonical form.
//!
//! This module knows the schema and nothing else: no SQL, no database.
//!
//! [`Schema`]: crate::schema::Schema

mod add_check;
mod add_column;
mod add_exclusion;
mod add_foreign_key;
mod add_primary_key;
mod add_unique;
mod alter_column;
mod alter_enumeration;
mod alter_index;
mod alter_table;
mod attach_partition;
mod backfill;
mod canonical;
mod change;
mod checks;
mod create_index;
mod create_object;
mod create_partition;
mod create_table;
mod create_table_like;
mod data;
mod database_only;
mod delete;
mod detach_partition;
mod drop_check;
mod drop_column;
mod drop_exclusion;
mod drop_foreign_key;
mod drop_index;
mod drop_object;
mod drop_primary_key;
mod drop_table;
mod drop_unique;
mod error;
mod fill_table;
mod insert;
mod like;
mod name_checks;
mod names;
mod namespaces;
mod objects;
mod operation;
mod partitions;
mod refresh_view;
mod rename_column;
mod rename_constraint;
mod rename_index;
mod rename_object;
mod rename_table;
mod replace_object;
mod reserved;
mod rows;
mod sql;
mod state_only;
mod suits;
mod update;
mod use_index;
mod validate_constraint;
mod values;
pub mod words;

pub use add_check::AddCheck;
pub use add_column::{AddColumn, ExistingRows, Position};
pub use add_exclusion::AddExclusion;
pub use add_foreign_key::AddForeignKey;
pub use add_primary_key::AddPrimaryKey;
pub use add_unique::AddUnique;
pub use alter_column::AlterColumn;
pub use alter_enumeration::{AlterEnumeration, ValueChange};
pub use alter_index::AlterIndex;
pub use alter_table::AlterTable;
pub use attach_partition::AttachPartition;
pub use backfill::Backfill;
pub use canonical::{Canonical, CanonicalWriter};
pub use change::Change;
pub use create_index::CreateIndex;
pub use create_object::CreateObject;
pub use create_partition::CreatePartition;
pub use create_table::CreateTable;
pub use create_table_like::CreateTableLike;
pub use data::{BoxFuture, Data, DataCode, DataConnection, DataError, DataFn, DataReverse};
pub use database_only::DatabaseOnly;
pub use delete::Delete;
pub use detach_partition::DetachPartition;
pub use drop_check::DropCheck;
pub use drop_column::DropColumn;
pub use drop_exclusion::DropExclusion;
pub use drop_foreign_key::DropForeignKey;
pub use drop_index::DropIndex;
pub use drop_object::DropObject;
pub use drop_primary_key::DropPrimaryKey;
pub use drop_table::DropTable;
pub use drop_unique::DropUnique;
pub use error::{Irreversible, SchemaError};
pub use fill_table::FillTable;
pub use insert::Insert;
pub use names::{
    check_name, enumeration_name, foreign_key_name, index_name, nearest, primary_key_name,
    touch_name, unique_name,
};
pub(crate) use objects::holding;
pub use operation::Operation;
pub use refresh_view::RefreshView;
pub use rename_column::RenameColumn;
pub use rename_constraint::RenameConstraint;
pub use rename_index::RenameIndex;
pub use rename_object::RenameObject;
pub use rename_table::RenameTable;
pub use replace_object::ReplaceObject;
pub use sql::{Sql, SqlReverse};
pub use state_only::StateOnly;
#[cfg(feature = "_io")]
pub(crate) use suits::suits;
pub use update::Update;
pub use use_index::UseIndex;
pub use validate_constraint::ValidateConstraint;
