//! The names that an operation brings into the database, so that a dialect can refuse what
//! its server would cut or reject.

use super::problem::Problem;
use crate::operation::{Operation, ValueChange};
use crate::schema::{Column, ColumnType, Object, Table};

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Table,
    Column,
    Index,
    Unique,
    ForeignKey,
    Check,
    PrimaryKey,
    Enumeration,
    EnumerationValue,
    Constraint,
    Object,
}

impl Named {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::Index => "index",
            Self::Unique => "unique constraint",
            Self::ForeignKey => "foreign key",
            Self::Check => "check",
            Self::PrimaryKey => "primary key",
            Self::Enumeration => "enumeration",
            Self::EnumerationValue => "enumeration value",
            Self::Constraint => "constraint",
            Self::Object => "object",
        }
    }

    /// The problem of a name that is longer than the server keeps.
    pub(super) fn too_long(self, name: &str, limit: &str) -> Problem {
        Problem::new(
            format!("the {} name {name:?} is longer than {limit}", self.as_str()),
            "give it a shorter name",
        )
    }
}

type Check<'a> = &'a mut dyn FnMut(Named, &str) -> Result<(), Problem>;

/// Shows `check` every name that the operation introduces.
pub(super) fn introduced(operation: &Operation, check: Check<'_>) -> Result<(), Problem> {
    match operation {
        Operation::CreateTable(op) => table(&op.table, check),
        Operation::RenameTable(op) => check(Named::Table, &op.to),
        Operation::AddColumn(op) => column(&op.column, check),
        Operation::RenameColumn(op) => check(Named::Column, &op.to),
        Operation::AlterColumn(op) => op.ty.as_ref().map_or(Ok(()), |ty| enumeration(ty, check)),
        Operation::CreateIndex(op) => check(Named::Index, &op.index.name),
        Operation::AddForeignKey(op) => check(Named::ForeignKey, &op.foreign_key.name),
        Operation::AddCheck(op) => check(Named::Check, &op.check.name),
        Operation::AddUnique(op) => check(Named::Unique, &op.unique.name),
        Operation::AddPrimaryKey(op) => check(Named::PrimaryKey, &op.primary_key.name),
        Operation::DropTable(_)
        | Operation::DropColumn(_)
        | Operation::DropIndex(_)
        | Operation::DropForeignKey(_)
        | Operation::DropCheck(_)
        | Operation::DropUnique(_)
        | Operation::DropPrimaryKey(_)
        | Operation::Sql(_)
        | Operation::Backfill(_)
        | Operation::Data(_)
        | Operation::BatchedData(_)
        | Operation::Ensure(_)
        | Operation::AlterTable(_)
        | Operation::AlterIndex(_)
        | Operation::CommentOnObject(_)
        | Operation::CommentOnConstraint(_)
        | Operation::ValidateConstraint(_)
        | Operation::DropExclusion(_)
        | Operation::ReplaceObject(_)
        | Operation::DropObject(_)
        | Operation::RefreshView(_)
        | Operation::Insert(_)
        | Operation::Update(_)
        | Operation::Delete(_)
        | Operation::FillTable(_)
        | Operation::AttachPartition(_)
        | Operation::DetachPartition(_)
        | Operation::StateOnly(_)
        | Operation::DatabaseOnly(_)
        // A table that is like another is rendered as the table that it is.
        | Operation::CreateTableLike(_)
        | Operation::CreatePartition(_) => Ok(()),
        Operation::RenameIndex(op) => check(Named::Index, &op.to),
        Operation::RenameConstraint(op) => check(Named::Constraint, &op.to),
        Operation::UseIndex(op) => check(Named::Constraint, &op.constraint),
        Operation::AddExclusion(op) => check(Named::Constraint, &op.exclusion.name),
        Operation::CreateObject(op) => object(&op.object, check),
        Operation::RenameObject(op) => check(Named::Object, &op.to),
        Operation::AlterEnumeration(op) => match &op.change {
            ValueChange::Add { value, .. } => check(Named::EnumerationValue, value),
            ValueChange::Rename { to, .. } => check(Named::EnumerationValue, to),
        },
    }
}

fn table(table: &Table, check: Check<'_>) -> Result<(), Problem> {
    check(Named::Table, &table.name)?;
    for each in &table.columns {
        column(each, check)?;
    }
    if let Some(key) = &table.primary_key {
        check(Named::PrimaryKey, &key.name)?;
    }
    for unique in &table.uniques {
        check(Named::Unique, &unique.name)?;
    }
    for key in &table.foreign_keys {
        check(Named::ForeignKey, &key.name)?;
    }
    for each in &table.checks {
        check(Named::Check, &each.name)?;
    }
    for each in &table.exclusions {
        check(Named::Constraint, &each.name)?;
    }
    for index in &table.indexes {
        check(Named::Index, &index.name)?;
    }
    Ok(())
}

fn object(object: &Object, check: Check<'_>) -> Result<(), Problem> {
    match object {
        // It is found by what it is about, and has no name in the database.
        Object::Grant(_) => Ok(()),
        Object::Routine(routine) => check(Named::Object, &routine.name),
        Object::Enumeration(enumeration) => {
            check(Named::Enumeration, &enumeration.name)?;
            let mut values = enumeration.values.iter();
            values.try_for_each(|value| check(Named::EnumerationValue, value))
        }
        other => check(Named::Object, &other.id().name),
    }
}

fn column(column: &Column, check: Check<'_>) -> Result<(), Problem> {
    check(Named::Column, &column.name)?;
    enumeration(&column.ty, check)
}

fn enumeration(ty: &ColumnType, check: Check<'_>) -> Result<(), Problem> {
    if let Some(of) = ty.as_enumeration() {
        check(Named::Enumeration, &of.name)?;
        for value in &of.values {
            check(Named::EnumerationValue, value)?;
        }
    }
    Ok(())
}
