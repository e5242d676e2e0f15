//! SQLite. What its ALTER TABLE cannot do goes through a [`rebuild`]:
//! <https://www.sqlite.org/lang_altertable.html>

mod alter;
mod column;
mod constraint;
mod data;
pub(crate) mod definition;
mod expression;
mod index;
mod literal;
mod merge;
mod rebuild;
mod table;
mod types;

use super::problem::Problem;
use super::text;
use super::{Capabilities, Step};
use crate::operation::Operation;
use crate::schema::{DialectName, Schema};

pub(crate) use literal::RANDOM_UUID;
pub(in crate::dialect) use merge::merged;

const DIALECT: DialectName = DialectName::Sqlite;

/// The steps of an operation, without their description.
pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let step = match operation {
        Operation::CreateTable(op) => table::create(op, capabilities)?,
        Operation::DropTable(op) => table::drop(op, text::table(before, &op.table)?),
        Operation::RenameTable(op) => table::rename(op),
        Operation::AddColumn(op) => column::add(op, text::table(before, &op.table)?)?,
        Operation::DropColumn(op) => column::drop(op, text::table(before, &op.table)?)?,
        Operation::RenameColumn(op) => column::rename(op),
        Operation::AlterColumn(op) => alter::column(op, text::table(before, &op.table)?)?,
        Operation::CreateIndex(op) => index::create(op, text::table(before, &op.table)?)?,
        Operation::DropIndex(op) => index::drop(op),
        Operation::AddForeignKey(op) => rebuild::changed(before, &op.table, |t| {
            t.foreign_keys.push(op.foreign_key.clone());
        })?,
        Operation::DropForeignKey(op) => rebuild::changed(before, &op.table, |t| {
            t.foreign_keys.retain(|key| key.name != op.foreign_key);
        })?,
        Operation::AddCheck(op) => {
            rebuild::changed(before, &op.table, |t| t.checks.push(op.check.clone()))?
        }
        Operation::DropCheck(op) => rebuild::changed(before, &op.table, |t| {
            t.checks.retain(|check| check.name != op.check);
        })?,
        Operation::AddUnique(op) => {
            rebuild::changed(before, &op.table, |t| t.uniques.push(op.unique.clone()))?
        }
        Operation::DropUnique(op) => rebuild::changed(before, &op.table, |t| {
            t.uniques.retain(|unique| unique.name != op.unique);
        })?,
        Operation::AddPrimaryKey(op) => rebuild::changed(before, &op.table, |t| {
            t.primary_key = Some(op.primary_key.clone());
        })?,
        Operation::DropPrimaryKey(op) => {
            rebuild::changed(before, &op.table, |t| t.primary_key = None)?
        }
        Operation::Sql(op) => data::sql(op)?,
        Operation::Backfill(op) => data::backfill(op, text::table(before, &op.table)?)?,
        Operation::Data(op) => data::code(op),
        Operation::AlterTable(_)
        | Operation::AlterIndex(_)
        | Operation::RenameIndex(_)
        | Operation::RenameConstraint(_)
        | Operation::ValidateConstraint(_)
        | Operation::AddExclusion(_)
        | Operation::DropExclusion(_)
        | Operation::CreateObject(_)
        | Operation::ReplaceObject(_)
        | Operation::DropObject(_)
        | Operation::RenameObject(_)
        | Operation::AlterEnumeration(_)
        | Operation::RefreshView(_)
        | Operation::Insert(_)
        | Operation::Update(_)
        | Operation::Delete(_) => {
            return Err(Problem::new(
                "the operation is not rendered for SQLite yet",
                "write it as SQL for each dialect with `schema.sql(by_dialect()…)`",
            ));
        }
        // Neither gets here: the first is not run, and of the other each part is rendered.
        Operation::StateOnly(_) | Operation::DatabaseOnly(_) => return Ok(Vec::new()),
    };
    Ok(vec![step])
}
