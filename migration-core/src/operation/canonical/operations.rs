//! The canonical form of operations.

use super::{Canonical, CanonicalWriter, canonical};
use crate::operation::{
    AddCheck, AddColumn, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn,
    AlterEnumeration, AlterIndex, AlterTable, AttachPartition, Backfill, BatchCode, BatchReverse,
    BatchedData, Batches, Change, CommentOnConstraint, CommentOnObject, CreateIndex, CreateObject,
    CreatePartition, CreateTable, CreateTableLike, Data, DataCode, DataReverse, DatabaseOnly,
    Delete, DetachPartition, DropCheck, DropColumn, DropExclusion, DropForeignKey, DropIndex,
    DropObject, DropPrimaryKey, DropTable, DropUnique, Ensure, ExistingRows, FillTable, Insert,
    Operation, Position, RefreshView, RenameColumn, RenameConstraint, RenameIndex, RenameObject,
    RenameTable, ReplaceObject, Sql, SqlReverse, StateOnly, Update, UseIndex, ValidateConstraint,
    ValueChange,
};

canonical! {
    CreateTable as "create_table" { table }
    DropTable as "drop_table" { table }
    RenameTable as "rename_table" { from, to }
    AddColumn as "add_column" { table, column, existing_rows, position }
    DropColumn as "drop_column" { table, column }
    RenameColumn as "rename_column" { table, from, to }
    AlterColumn as "alter_column" { table, column, ty, using, nullable, default, identity, generated, collation, charset, touched_on_update, comment }
    CreateIndex as "create_index" { table, index, concurrently }
    DropIndex as "drop_index" { table, index, concurrently }
    AddForeignKey as "add_foreign_key" { table, foreign_key }
    DropForeignKey as "drop_foreign_key" { table, foreign_key }
    AddCheck as "add_check" { table, check }
    DropCheck as "drop_check" { table, check }
    AddUnique as "add_unique" { table, unique }
    DropUnique as "drop_unique" { table, unique }
    AddPrimaryKey as "add_primary_key" { table, primary_key }
    DropPrimaryKey as "drop_primary_key" { table }
    Backfill as "backfill" { table, set, filter, reverse, batches }
    Batches as "batches" { key, most }
    BatchedData as "batched_data" { table, columns, filter, batches, up, down }
    Ensure as "ensure" { table, condition }
    Sql as "sql" { up, down }
    Data as "data" { up, down }
    AlterTable as "alter_table" { table, comment, options }
    AlterIndex as "alter_index" { table, index, invisible, comment }
    RenameIndex as "rename_index" { table, from, to }
    RenameConstraint as "rename_constraint" { table, from, to }
    ValidateConstraint as "validate_constraint" { table, constraint }
    AddExclusion as "add_exclusion" { table, exclusion }
    DropExclusion as "drop_exclusion" { table, exclusion }
    CreateObject as "create_object" { object }
    ReplaceObject as "replace_object" { object }
    DropObject as "drop_object" { id }
    RenameObject as "rename_object" { id, to }
    AlterEnumeration as "alter_enumeration" { name, change }
    RefreshView as "refresh_view" { view, concurrently }
    Insert as "insert" { table, columns, rows }
    Update as "update" { table, key, set, was }
    Delete as "delete" { table, columns, rows }
    StateOnly as "state_only" { operations }
    DatabaseOnly as "database_only" { operations }
    CreateTableLike as "create_table_like" { table, like, foreign_keys }
    FillTable as "fill_table" { table, columns, query }
    CreatePartition as "create_partition" { table, parent, bound, partitioning }
    AttachPartition as "attach_partition" { table, parent, bound }
    DetachPartition as "detach_partition" { table, parent, concurrently }
    UseIndex as "use_index" { table, index, constraint, primary }
    CommentOnObject as "comment_on_object" { id, comment }
    CommentOnConstraint as "comment_on_constraint" { table, constraint, comment }
}

impl Canonical for ExistingRows {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Default => {}
            Self::Fill(sql) => out.group("fill", |out| sql.write(out)),
            Self::MustBeEmpty => out.text("must_be_empty"),
        }
    }
    fn is_absent(&self) -> bool {
        *self == Self::Default
    }
}

impl<T: Canonical> Canonical for Change<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Set(value) => out.group("set", |out| value.write(out)),
            Self::Drop => out.text("drop"),
        }
    }
}

impl Canonical for SqlReverse {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Text(sql) => sql.write(out),
            Self::Nothing => out.text("nothing"),
            Self::None => {}
        }
    }
    fn is_absent(&self) -> bool {
        *self == Self::None
    }
}

impl Canonical for DataCode {
    fn write(&self, out: &mut CanonicalWriter) {
        out.group("code", |out| {
            out.field("name", self.name);
            out.field("tokens", self.tokens);
        });
    }
}

impl Canonical for BatchCode {
    fn write(&self, out: &mut CanonicalWriter) {
        out.group("code", |out| {
            out.field("name", self.name);
            out.field("tokens", self.tokens);
        });
    }
}

impl Canonical for BatchReverse {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Code(code) => code.write(out),
            Self::Nothing => out.text("nothing"),
            Self::None => {}
        }
    }
    fn is_absent(&self) -> bool {
        *self == Self::None
    }
}

impl Canonical for DataReverse {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Code(code) => code.write(out),
            Self::Nothing => out.text("nothing"),
            Self::None => {}
        }
    }
    fn is_absent(&self) -> bool {
        *self == Self::None
    }
}

impl Canonical for Operation {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::CreateTable(op) => op.write(out),
            Self::DropTable(op) => op.write(out),
            Self::RenameTable(op) => op.write(out),
            Self::AddColumn(op) => op.write(out),
            Self::DropColumn(op) => op.write(out),
            Self::RenameColumn(op) => op.write(out),
            Self::AlterColumn(op) => op.write(out),
            Self::CreateIndex(op) => op.write(out),
            Self::DropIndex(op) => op.write(out),
            Self::AddForeignKey(op) => op.write(out),
            Self::DropForeignKey(op) => op.write(out),
            Self::AddCheck(op) => op.write(out),
            Self::DropCheck(op) => op.write(out),
            Self::AddUnique(op) => op.write(out),
            Self::DropUnique(op) => op.write(out),
            Self::AddPrimaryKey(op) => op.write(out),
            Self::DropPrimaryKey(op) => op.write(out),
            Self::Sql(op) => op.write(out),
            Self::Backfill(op) => op.write(out),
            Self::Data(op) => op.write(out),
            Self::AlterTable(op) => op.write(out),
            Self::AlterIndex(op) => op.write(out),
            Self::RenameIndex(op) => op.write(out),
            Self::RenameConstraint(op) => op.write(out),
            Self::ValidateConstraint(op) => op.write(out),
            Self::AddExclusion(op) => op.write(out),
            Self::DropExclusion(op) => op.write(out),
            Self::CreateObject(op) => op.write(out),
            Self::ReplaceObject(op) => op.write(out),
            Self::DropObject(op) => op.write(out),
            Self::RenameObject(op) => op.write(out),
            Self::AlterEnumeration(op) => op.write(out),
            Self::RefreshView(op) => op.write(out),
            Self::Insert(op) => op.write(out),
            Self::Update(op) => op.write(out),
            Self::Delete(op) => op.write(out),
            Self::StateOnly(op) => op.write(out),
            Self::DatabaseOnly(op) => op.write(out),
            Self::CreateTableLike(op) => op.write(out),
            Self::FillTable(op) => op.write(out),
            Self::CreatePartition(op) => op.write(out),
            Self::AttachPartition(op) => op.write(out),
            Self::DetachPartition(op) => op.write(out),
            Self::UseIndex(op) => op.write(out),
            Self::BatchedData(op) => op.write(out),
            Self::Ensure(op) => op.write(out),
            Self::CommentOnObject(op) => op.write(out),
            Self::CommentOnConstraint(op) => op.write(out),
        }
    }
}

impl Canonical for Position {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::First => out.text("first"),
            Self::After(column) => out.group("after", |out| out.text(column)),
        }
    }
}

impl Canonical for ValueChange {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Add { value, before } => out.group("add", |out| {
                out.field("value", value);
                out.field("before", before);
            }),
            Self::Rename { from, to } => out.group("rename", |out| {
                out.field("from", from);
                out.field("to", to);
            }),
        }
    }
}
