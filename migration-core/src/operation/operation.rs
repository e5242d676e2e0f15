use super::{
    AddCheck, AddColumn, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn,
    AlterEnumeration, AlterIndex, AlterTable, AttachPartition, Backfill, BatchedData,
    CommentOnConstraint, CommentOnObject, CreateIndex, CreateObject, CreatePartition, CreateTable,
    CreateTableLike, Data, DatabaseOnly, Delete, DetachPartition, DropCheck, DropColumn,
    DropExclusion, DropForeignKey, DropIndex, DropObject, DropPrimaryKey, DropTable, DropUnique,
    Ensure, FillTable, Insert, Irreversible, RefreshView, RenameColumn, RenameConstraint,
    RenameIndex, RenameObject, RenameTable, ReplaceObject, SchemaError, Sql, StateOnly, Update,
    UseIndex, ValidateConstraint, partitions,
};
use crate::schema::Schema;

/// One thing that a migration does.
///
/// The list is closed: a new operation is a compile error in every dialect, renderer and
/// reverse until each of them has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is documented at its struct")]
pub enum Operation {
    CreateTable(CreateTable),
    DropTable(DropTable),
    RenameTable(RenameTable),
    AddColumn(AddColumn),
    DropColumn(DropColumn),
    RenameColumn(RenameColumn),
    AlterColumn(AlterColumn),
    CreateIndex(CreateIndex),
    DropIndex(DropIndex),
    AddForeignKey(AddForeignKey),
    DropForeignKey(DropForeignKey),
    AddCheck(AddCheck),
    DropCheck(DropCheck),
    AddUnique(AddUnique),
    DropUnique(DropUnique),
    AddPrimaryKey(AddPrimaryKey),
    DropPrimaryKey(DropPrimaryKey),
    Sql(Sql),
    Backfill(Backfill),
    Data(Data),
    AlterTable(AlterTable),
    AlterIndex(AlterIndex),
    RenameIndex(RenameIndex),
    RenameConstraint(RenameConstraint),
    ValidateConstraint(ValidateConstraint),
    AddExclusion(AddExclusion),
    DropExclusion(DropExclusion),
    CreateObject(CreateObject),
    ReplaceObject(ReplaceObject),
    DropObject(DropObject),
    RenameObject(RenameObject),
    AlterEnumeration(AlterEnumeration),
    RefreshView(RefreshView),
    Insert(Insert),
    Update(Update),
    Delete(Delete),
    StateOnly(StateOnly),
    DatabaseOnly(DatabaseOnly),
    CreateTableLike(CreateTableLike),
    FillTable(FillTable),
    CreatePartition(CreatePartition),
    AttachPartition(AttachPartition),
    DetachPartition(DetachPartition),
    UseIndex(UseIndex),
    BatchedData(BatchedData),
    Ensure(Ensure),
    CommentOnObject(CommentOnObject),
    CommentOnConstraint(CommentOnConstraint),
}

impl Operation {
    /// Checks the operation against the schema before it and makes that the schema after it.
    ///
    /// # Errors
    /// Why it does not fit; the schema is then as it was.
    pub fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        if schema.has_partitioned_tables() {
            return partitions::apply(self, schema);
        }
        self.apply_alone(schema)
    }

    /// The same for a table by itself: its partitions do not follow.
    pub(super) fn apply_alone(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        match self {
            Self::CreateTable(op) => op.apply(schema),
            Self::DropTable(op) => op.apply(schema),
            Self::RenameTable(op) => op.apply(schema),
            Self::AddColumn(op) => op.apply(schema),
            Self::DropColumn(op) => op.apply(schema),
            Self::RenameColumn(op) => op.apply(schema),
            Self::AlterColumn(op) => op.apply(schema),
            Self::CreateIndex(op) => op.apply(schema),
            Self::DropIndex(op) => op.apply(schema),
            Self::AddForeignKey(op) => op.apply(schema),
            Self::DropForeignKey(op) => op.apply(schema),
            Self::AddCheck(op) => op.apply(schema),
            Self::DropCheck(op) => op.apply(schema),
            Self::AddUnique(op) => op.apply(schema),
            Self::DropUnique(op) => op.apply(schema),
            Self::AddPrimaryKey(op) => op.apply(schema),
            Self::DropPrimaryKey(op) => op.apply(schema),
            Self::Sql(op) => op.apply(schema),
            Self::Backfill(op) => op.apply(schema),
            Self::Data(op) => op.apply(schema),
            Self::AlterTable(op) => op.apply(schema),
            Self::AlterIndex(op) => op.apply(schema),
            Self::RenameIndex(op) => op.apply(schema),
            Self::RenameConstraint(op) => op.apply(schema),
            Self::ValidateConstraint(op) => op.apply(schema),
            Self::AddExclusion(op) => op.apply(schema),
            Self::DropExclusion(op) => op.apply(schema),
            Self::CreateObject(op) => op.apply(schema),
            Self::ReplaceObject(op) => op.apply(schema),
            Self::DropObject(op) => op.apply(schema),
            Self::RenameObject(op) => op.apply(schema),
            Self::AlterEnumeration(op) => op.apply(schema),
            Self::RefreshView(op) => op.apply(schema),
            Self::Insert(op) => op.apply(schema),
            Self::Update(op) => op.apply(schema),
            Self::Delete(op) => op.apply(schema),
            Self::StateOnly(op) => op.apply(schema),
            Self::DatabaseOnly(op) => op.apply(schema),
            Self::CreateTableLike(op) => op.apply(schema),
            Self::FillTable(op) => op.apply(schema),
            Self::CreatePartition(op) => op.apply(schema),
            Self::AttachPartition(op) => op.apply(schema),
            Self::DetachPartition(op) => op.apply(schema),
            Self::UseIndex(op) => op.apply(schema),
            Self::BatchedData(op) => op.apply(schema),
            Self::Ensure(op) => op.apply(schema),
            Self::CommentOnObject(op) => op.apply(schema),
            Self::CommentOnConstraint(op) => op.apply(schema),
        }
    }

    /// The operations that undo this one, in the order to run them. `before` is the schema
    /// that this operation was applied to.
    ///
    /// # Errors
    /// Why there is no way back.
    pub fn reverse(&self, before: &Schema) -> Result<Vec<Self>, Irreversible> {
        let back = self.reverse_alone(before)?;
        if before.has_partitioned_tables() {
            return Ok(partitions::back(self, before, back));
        }
        Ok(back)
    }

    /// The same for a table by itself.
    fn reverse_alone(&self, before: &Schema) -> Result<Vec<Self>, Irreversible> {
        match self {
            Self::CreateTable(op) => op.reverse(),
            Self::DropTable(op) => op.reverse(before),
            Self::RenameTable(op) => op.reverse(),
            Self::AddColumn(op) => op.reverse(),
            Self::DropColumn(op) => op.reverse(before),
            Self::RenameColumn(op) => op.reverse(),
            Self::AlterColumn(op) => op.reverse(before),
            Self::CreateIndex(op) => op.reverse(before),
            Self::DropIndex(op) => op.reverse(before),
            Self::AddForeignKey(op) => op.reverse(),
            Self::DropForeignKey(op) => op.reverse(before),
            Self::AddCheck(op) => op.reverse(),
            Self::DropCheck(op) => op.reverse(before),
            Self::AddUnique(op) => op.reverse(),
            Self::DropUnique(op) => op.reverse(before),
            Self::AddPrimaryKey(op) => op.reverse(),
            Self::DropPrimaryKey(op) => op.reverse(before),
            Self::Sql(op) => op.reverse(),
            Self::Backfill(op) => op.reverse(),
            Self::Data(op) => op.reverse(),
            Self::AlterTable(op) => op.reverse(before),
            Self::AlterIndex(op) => op.reverse(before),
            Self::RenameIndex(op) => op.reverse(),
            Self::RenameConstraint(op) => op.reverse(),
            Self::ValidateConstraint(op) => op.reverse(before),
            Self::AddExclusion(op) => op.reverse(),
            Self::DropExclusion(op) => op.reverse(before),
            Self::CreateObject(op) => op.reverse(),
            Self::ReplaceObject(op) => op.reverse(before),
            Self::DropObject(op) => op.reverse(before),
            Self::RenameObject(op) => op.reverse(),
            Self::AlterEnumeration(op) => op.reverse(),
            Self::RefreshView(op) => op.reverse(),
            Self::Insert(op) => op.reverse(),
            Self::Update(op) => op.reverse(),
            Self::Delete(op) => op.reverse(before),
            Self::StateOnly(op) => op.reverse(before),
            Self::DatabaseOnly(op) => op.reverse(before),
            Self::CreateTableLike(op) => op.reverse(),
            Self::FillTable(op) => op.reverse(),
            Self::CreatePartition(op) => op.reverse(),
            Self::AttachPartition(op) => op.reverse(before),
            Self::DetachPartition(op) => op.reverse(before),
            Self::UseIndex(op) => op.reverse(before),
            Self::BatchedData(op) => op.reverse(),
            Self::Ensure(op) => op.reverse(),
            Self::CommentOnObject(op) => op.reverse(before),
            Self::CommentOnConstraint(op) => op.reverse(before),
        }
    }

    /// The table it is about; `None` where that cannot be known.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        Some(match self {
            Self::CreateTable(op) => &op.table.name,
            Self::DropTable(op) => &op.table,
            Self::RenameTable(op) => &op.from,
            Self::AddColumn(op) => &op.table,
            Self::DropColumn(op) => &op.table,
            Self::RenameColumn(op) => &op.table,
            Self::AlterColumn(op) => &op.table,
            Self::CreateIndex(op) => &op.table,
            Self::DropIndex(op) => &op.table,
            Self::AddForeignKey(op) => &op.table,
            Self::DropForeignKey(op) => &op.table,
            Self::AddCheck(op) => &op.table,
            Self::DropCheck(op) => &op.table,
            Self::AddUnique(op) => &op.table,
            Self::DropUnique(op) => &op.table,
            Self::AddPrimaryKey(op) => &op.table,
            Self::DropPrimaryKey(op) => &op.table,
            Self::Backfill(op) => &op.table,
            Self::AlterTable(op) => &op.table,
            Self::AlterIndex(op) => &op.table,
            Self::RenameIndex(op) => &op.table,
            Self::RenameConstraint(op) => &op.table,
            Self::ValidateConstraint(op) => &op.table,
            Self::AddExclusion(op) => &op.table,
            Self::DropExclusion(op) => &op.table,
            Self::Insert(op) => &op.table,
            Self::Update(op) => &op.table,
            Self::Delete(op) => &op.table,
            Self::CreateTableLike(op) => &op.table,
            Self::FillTable(op) => &op.table,
            Self::CreatePartition(op) => &op.table,
            Self::AttachPartition(op) => &op.table,
            Self::DetachPartition(op) => &op.table,
            Self::UseIndex(op) => &op.table,
            Self::Ensure(op) => &op.table,
            Self::CommentOnConstraint(op) => &op.table,
            Self::Sql(_)
            | Self::Data(_)
            | Self::BatchedData(_)
            | Self::CreateObject(_)
            | Self::ReplaceObject(_)
            | Self::DropObject(_)
            | Self::RenameObject(_)
            | Self::AlterEnumeration(_)
            | Self::RefreshView(_)
            | Self::CommentOnObject(_)
            | Self::StateOnly(_)
            | Self::DatabaseOnly(_) => return None,
        })
    }

    /// Shows every table that it may change to `see`; none where that cannot be known.
    pub fn each_table(&self, see: &mut dyn FnMut(&str)) {
        match self {
            Self::StateOnly(op) => op.operations.iter().for_each(|each| each.each_table(see)),
            Self::DatabaseOnly(op) => op.operations.iter().for_each(|each| each.each_table(see)),
            Self::RenameTable(op) => {
                see(&op.from);
                see(&op.to);
            }
            Self::CreatePartition(CreatePartition { table, parent, .. })
            | Self::AttachPartition(AttachPartition { table, parent, .. })
            | Self::DetachPartition(DetachPartition { table, parent, .. }) => {
                see(table);
                see(parent);
            }
            Self::CreateTableLike(op) => {
                see(&op.table);
                see(&op.like);
            }
            other => {
                if let Some(table) = other.table() {
                    see(table);
                }
            }
        }
    }
}
