//! MySQL and MariaDB. Every DDL statement commits by itself, so what would fail half way is
//! looked for before the first of them:
//! <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>,
//! <https://mariadb.com/kb/en/alter-table/>

mod alter;
mod column;
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

const DIALECT: DialectName = DialectName::Mysql;

/// The steps of an operation, without their description.
pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    introduced(operation, &mut fits)?;
    let step = match operation {
        Operation::CreateTable(op) => table::create(op, server)?,
        Operation::DropTable(op) => table::drop(op),
        Operation::RenameTable(op) => table::rename(op),
        Operation::AddColumn(op) => column::add(op, text::table(before, &op.table)?, server)?,
        Operation::DropColumn(op) => column::drop(op, text::table(before, &op.table)?, server),
        Operation::RenameColumn(op) => column::rename(op, text::table(before, &op.table)?, server)?,
        Operation::AlterColumn(op) => alter::column(op, before, text::table(before, &op.table)?)?,
        Operation::CreateIndex(op) => index::create(op, text::table(before, &op.table)?, server)?,
        Operation::DropIndex(op) => index::drop(op, text::table(before, &op.table)?)?,
        Operation::AddForeignKey(op) => {
            constraint::add_foreign_key(op, text::table(before, &op.table)?)?
        }
        Operation::DropForeignKey(op) => {
            constraint::drop_foreign_key(op, text::table(before, &op.table)?, server)?
        }
        Operation::AddCheck(op) => constraint::add_check(op, text::table(before, &op.table)?)?,
        Operation::DropCheck(op) => constraint::drop_check(op),
        Operation::AddUnique(op) => constraint::add_unique(op, text::table(before, &op.table)?)?,
        Operation::DropUnique(op) => constraint::drop_unique(op, text::table(before, &op.table)?)?,
        Operation::AddPrimaryKey(op) => {
            constraint::add_primary_key(op, text::table(before, &op.table)?)?
        }
        Operation::DropPrimaryKey(op) => {
            constraint::drop_primary_key(text::table(before, &op.table)?)?
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
                "the operation is not rendered for MySQL and MariaDB yet",
                "write it as SQL for each dialect with `schema.sql(by_dialect()…)`",
            ));
        }
        // Neither gets here: the first is not run, and of the other each part is rendered.
        Operation::StateOnly(_) | Operation::DatabaseOnly(_) => return Ok(Vec::new()),
    };
    Ok(vec![step])
}

/// <https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html>,
/// <https://dev.mysql.com/doc/refman/8.4/en/identifiers.html>
fn fits(named: Named, name: &str) -> Result<(), Problem> {
    // Primary keys have no name there, nor have enumerations.
    if matches!(
        named,
        Named::PrimaryKey | Named::Enumeration | Named::EnumerationValue
    ) {
        return Ok(());
    }
    if name.chars().count() > 64 {
        return Err(named.too_long(name, "the 64 characters that MySQL and MariaDB keep"));
    }
    if let Some(c) = name.chars().find(|c| *c > '\u{FFFF}') {
        return Err(Problem::new(
            format!(
                "the {} name {name:?} holds {c:?}, which MySQL and MariaDB take in no name",
                named.as_str()
            ),
            "give it a name of characters up to U+FFFF",
        ));
    }
    Ok(())
}
