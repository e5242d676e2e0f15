//! PostgreSQL: <https://www.postgresql.org/docs/current/sql-altertable.html>

mod alter;
mod column;
mod comment;
mod constraint;
mod data;
mod expression;
mod index;
mod literal;
mod table;
mod types;

use super::names::{Named, introduced};
use super::problem::Problem;
use super::text;
use super::{Capabilities, Step};
use crate::operation::Operation;
use crate::schema::{DialectName, Schema};

const DIALECT: DialectName = DialectName::Postgres;

/// The steps of an operation, without their description.
pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    introduced(operation, &mut fits)?;
    let step = match operation {
        Operation::CreateTable(op) => table::create(op, server)?,
        Operation::DropTable(op) => table::drop(op, text::table(before, &op.table)?),
        Operation::RenameTable(op) => table::rename(op),
        Operation::AddColumn(op) => column::add(op, text::table(before, &op.table)?, server)?,
        Operation::DropColumn(op) => column::drop(op, text::table(before, &op.table)?),
        Operation::RenameColumn(op) => column::rename(op),
        Operation::AlterColumn(op) => alter::column(op, text::table(before, &op.table)?, server)?,
        Operation::CreateIndex(op) => {
            return index::create(op, text::table(before, &op.table)?, server);
        }
        Operation::DropIndex(op) => index::drop(op),
        Operation::AddForeignKey(op) => constraint::add_foreign_key(op, server)?,
        Operation::DropForeignKey(op) => constraint::drop(&op.table, &op.foreign_key),
        Operation::AddCheck(op) => {
            constraint::add_check(op, text::table(before, &op.table)?, server)?
        }
        Operation::DropCheck(op) => constraint::drop(&op.table, &op.check),
        Operation::AddUnique(op) => constraint::add_unique(op, server)?,
        Operation::DropUnique(op) => constraint::drop(&op.table, &op.unique),
        Operation::AddPrimaryKey(op) => constraint::add_primary_key(op),
        Operation::DropPrimaryKey(op) => {
            constraint::drop_primary_key(text::table(before, &op.table)?)?
        }
        Operation::Sql(op) => return data::sql(op),
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
                "the operation is not rendered for PostgreSQL yet",
                "write it as SQL for each dialect with `schema.sql(by_dialect()…)`",
            ));
        }
        // Neither gets here: the first is not run, and of the other each part is rendered.
        Operation::StateOnly(_) | Operation::DatabaseOnly(_) => return Ok(Vec::new()),
    };
    Ok(vec![step])
}

/// A longer name is cut, with no more than a notice:
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>
fn fits(named: Named, name: &str) -> Result<(), Problem> {
    if name.len() > 63 {
        return Err(named.too_long(name, "the 63 bytes that PostgreSQL keeps"));
    }
    Ok(())
}
