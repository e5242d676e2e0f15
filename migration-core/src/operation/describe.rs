//! What an operation does, in words for people.

use super::{Operation, ValueChange};

impl Operation {
    /// What it does, in a few words: `add column users.phone`.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::CreateTable(op) => format!("create table {}", op.table.name),
            Self::DropTable(op) => format!("drop table {}", op.table),
            Self::RenameTable(op) => format!("rename table {} to {}", op.from, op.to),
            Self::AddColumn(op) => format!("add column {}.{}", op.table, op.column.name),
            Self::DropColumn(op) => format!("drop column {}.{}", op.table, op.column),
            Self::RenameColumn(op) => {
                format!("rename column {}.{} to {}", op.table, op.from, op.to)
            }
            Self::AlterColumn(op) => format!("alter column {}.{}", op.table, op.column),
            Self::CreateIndex(op) => format!("create index {} on {}", op.index.name, op.table),
            Self::DropIndex(op) => format!("drop index {} of {}", op.index, op.table),
            Self::AddForeignKey(op) => {
                format!("add foreign key {} to {}", op.foreign_key.name, op.table)
            }
            Self::DropForeignKey(op) => {
                format!("drop foreign key {} of {}", op.foreign_key, op.table)
            }
            Self::AddCheck(op) => format!("add check {} to {}", op.check.name, op.table),
            Self::DropCheck(op) => format!("drop check {} of {}", op.check, op.table),
            Self::AddUnique(op) => {
                format!("add unique constraint {} to {}", op.unique.name, op.table)
            }
            Self::DropUnique(op) => format!("drop unique constraint {} of {}", op.unique, op.table),
            Self::AddPrimaryKey(op) => format!("add primary key to {}", op.table),
            Self::DropPrimaryKey(op) => format!("drop primary key of {}", op.table),
            Self::Sql(op) => {
                let first = op.up.summary().trim().lines().next().unwrap_or("");
                let short: String = first.chars().take(40).collect();
                let dots = if short.len() < op.up.summary().trim().len() {
                    "…"
                } else {
                    ""
                };
                format!("run SQL: {short}{dots}")
            }
            Self::Backfill(op) => {
                let columns: Vec<&str> = op.set.iter().map(|(column, _)| column.as_str()).collect();
                format!("backfill {}.{}", op.table, columns.join(", "))
            }
            Self::Data(op) => format!("run data code {}", op.up.name),
            Self::BatchedData(op) => {
                format!("run data code {} over {} in batches", op.up.name, op.table)
            }
            Self::Ensure(op) => {
                format!(
                    "ensure that rows of {} meet: {}",
                    op.table,
                    op.condition.summary()
                )
            }
            Self::AlterTable(op) => format!("alter table {}", op.table),
            Self::AlterIndex(op) => format!("alter index {} of {}", op.index, op.table),
            Self::RenameIndex(op) => {
                format!("rename index {} of {} to {}", op.from, op.table, op.to)
            }
            Self::RenameConstraint(op) => {
                format!("rename constraint {} of {} to {}", op.from, op.table, op.to)
            }
            Self::ValidateConstraint(op) => {
                format!("validate constraint {} of {}", op.constraint, op.table)
            }
            Self::AddExclusion(op) => {
                format!(
                    "add exclusion constraint {} to {}",
                    op.exclusion.name, op.table
                )
            }
            Self::DropExclusion(op) => {
                format!("drop exclusion constraint {} of {}", op.exclusion, op.table)
            }
            Self::CreateObject(op) => format!("create {}", op.object.id()),
            Self::ReplaceObject(op) => format!("replace {}", op.object.id()),
            Self::DropObject(op) => format!("drop {}", op.id),
            Self::RenameObject(op) => format!("rename {} to {}", op.id, op.to),
            Self::AlterEnumeration(op) => match &op.change {
                ValueChange::Add { value, .. } => {
                    format!("add value {value} to enumeration {}", op.name)
                }
                ValueChange::Rename { from, to } => {
                    format!("rename value {from} of enumeration {} to {to}", op.name)
                }
            },
            Self::RefreshView(op) => format!("refresh view {}", op.view),
            Self::Insert(op) => format!("insert {} row(s) into {}", op.rows.len(), op.table),
            Self::Update(op) => {
                let columns: Vec<&str> = op.set.iter().map(|(column, _)| column.as_str()).collect();
                format!("update {} of a row of {}", columns.join(", "), op.table)
            }
            Self::Delete(op) => format!("delete {} row(s) of {}", op.rows.len(), op.table),
            Self::StateOnly(op) => format!("take as done: {}", each(&op.operations)),
            Self::DatabaseOnly(op) => format!("in the database only: {}", each(&op.operations)),
            Self::CreateTableLike(op) => format!("create table {} like {}", op.table, op.like),
            Self::FillTable(op) => format!("fill table {}", op.table),
            Self::CreatePartition(op) => {
                format!("create partition {} of {}", op.table, op.parent)
            }
            Self::AttachPartition(op) => format!("attach partition {} to {}", op.table, op.parent),
            Self::UseIndex(op) => {
                let kind = if op.primary {
                    "the primary key"
                } else {
                    "a constraint"
                };
                format!("make index {} of {} {kind}", op.index, op.table)
            }
            Self::DetachPartition(op) => {
                format!("detach partition {} from {}", op.table, op.parent)
            }
            Self::CommentOnObject(op) => format!("comment on {}", op.id),
            Self::CommentOnConstraint(op) => {
                format!("comment on constraint {} of {}", op.constraint, op.table)
            }
        }
    }
}

fn each(operations: &[Operation]) -> String {
    let all: Vec<String> = operations.iter().map(Operation::describe).collect();
    all.join(", ")
}
