//! PostgreSQL: <https://www.postgresql.org/docs/current/sql-altertable.html>

mod access;
mod alter;
mod batches;
mod clauses;
mod column;
mod comment;
mod constraint;
mod data;
mod enumerations;
mod expression;
mod follow;
mod index;
mod literal;
mod object;
mod partition;
mod partition_keys;
mod references;
mod replace;
mod sequence;
mod table;
mod trace;
mod types;
mod views;

pub(super) use trace::trace;

use super::key;
use super::names::{Named, introduced};
use super::problem::Problem;
use super::text;
use super::{Capabilities, Step};
use crate::operation::Operation;
use crate::schema::{DialectName, Index, Schema, in_namespace};

#[cfg(feature = "_io")]
pub(in crate::dialect) use object::is_touch;
pub(in crate::dialect) use object::{touch_function, touch_trigger};

const DIALECT: DialectName = DialectName::Postgres;

/// The steps of an operation, without their description.
pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    introduced(operation, &mut fits)?;
    key::is_never_null(operation, before, "PostgreSQL")?;
    references::last(operation, before)?;
    let mut steps = match partition::render(operation, before, server)? {
        Some(steps) => steps,
        None => rendered(operation, before, server)?,
    };
    references::looked_at(operation, &mut steps, before);
    follow::routines(operation, &mut steps, before)?;
    Ok(steps)
}

fn rendered(
    operation: &Operation,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let step = match operation {
        Operation::CreateTable(op) => table::create(op, server)?,
        Operation::DropTable(op) => table::drop(op, text::table(before, &op.table)?),
        Operation::RenameTable(op) => table::rename(op, before),
        Operation::AddColumn(op) => column::add(op, text::table(before, &op.table)?, server)?,
        Operation::DropColumn(op) => column::drop(op, text::table(before, &op.table)?),
        Operation::RenameColumn(op) => column::rename(op),
        Operation::AlterColumn(op) => {
            let table = text::table(before, &op.table)?;
            views::let_go(op, table, before, server)?;
            return alter::column(op, table, server);
        }
        Operation::CreateIndex(op) => {
            return index::create(op, text::table(before, &op.table)?, server);
        }
        Operation::DropIndex(op) => {
            let table = text::table(before, &op.table)?;
            let is_key = |index: &&Index| {
                let whole = index.columns().count() == index.parts.len();
                index.unique && index.filter.is_none() && whole
            };
            let index = table.index(&op.index).filter(is_key);
            match index.map(|index| index.columns().collect::<Vec<_>>()) {
                Some(columns) => {
                    references::without_key(index::drop(op), table, &columns, before, server)?
                }
                None => index::drop(op),
            }
        }
        Operation::CommentOnObject(op) => object::comment(op, before)?,
        Operation::CommentOnConstraint(op) => {
            let comment = op.comment.after();
            let on = comment::on_constraint(&op.table, &op.constraint, comment.as_deref())?;
            Step::new("", vec![on])
        }
        Operation::AddForeignKey(op) => constraint::add_foreign_key(op, server)?,
        Operation::DropForeignKey(op) => constraint::drop(&op.table, &op.foreign_key),
        Operation::AddCheck(op) => {
            constraint::add_check(op, text::table(before, &op.table)?, server)?
        }
        Operation::DropCheck(op) => constraint::drop(&op.table, &op.check),
        Operation::AddUnique(op) => constraint::add_unique(op, server)?,
        Operation::UseIndex(op) => constraint::use_index(op),
        Operation::DropUnique(op) => {
            let table = text::table(before, &op.table)?;
            let unique = table.unique(&op.unique);
            let columns = unique.into_iter().flat_map(|unique| &unique.columns);
            let columns: Vec<&str> = columns.map(String::as_str).collect();
            let drop = constraint::drop(&op.table, &op.unique);
            references::without_key(drop, table, &columns, before, server)?
        }
        Operation::AddPrimaryKey(op) => constraint::add_primary_key(op)?,
        Operation::DropPrimaryKey(op) => {
            let table = text::table(before, &op.table)?;
            let columns = table.primary_key.iter().flat_map(|key| &key.columns);
            let columns: Vec<&str> = columns.map(String::as_str).collect();
            let drop = constraint::drop_primary_key(table)?;
            references::without_key(drop, table, &columns, before, server)?
        }
        Operation::Sql(op) => return data::sql(op),
        Operation::Backfill(op) => batches::backfill(op, text::table(before, &op.table)?)?,
        Operation::BatchedData(op) => batches::code(op, text::table(before, &op.table)?)?,
        Operation::Ensure(op) => batches::ensure(op, text::table(before, &op.table)?)?,
        Operation::Data(op) => data::code(op),
        Operation::AlterTable(op) => table::alter(op, text::table(before, &op.table)?)?,
        Operation::AlterIndex(op) => index::alter(op)?,
        Operation::RenameIndex(op) => index::rename(op),
        Operation::RenameConstraint(op) => constraint::rename(op),
        Operation::ValidateConstraint(op) => constraint::validate(op),
        Operation::AddExclusion(op) => {
            constraint::add_exclusion(op, text::table(before, &op.table)?)?
        }
        Operation::DropExclusion(op) => constraint::drop(&op.table, &op.exclusion),
        Operation::CreateObject(op) => object::create(op, server)?,
        Operation::ReplaceObject(op) => replace::object(op, before, server)?,
        Operation::DropObject(op) => object::drop(op, before)?,
        Operation::RenameObject(op) => object::rename(op, before)?,
        Operation::AlterEnumeration(op) => object::alter_enumeration(op)?,
        Operation::RefreshView(op) => object::refresh(op),
        Operation::Insert(op) => data::insert(op, text::table(before, &op.table)?)?,
        Operation::Update(op) => data::update(op, text::table(before, &op.table)?)?,
        Operation::Delete(op) => data::delete(op, text::table(before, &op.table)?)?,
        Operation::FillTable(op) => data::fill(op, text::table(before, &op.table)?)?,
        // None gets here: some are other operations by then, one is not run, and of another
        // each part is rendered.
        Operation::StateOnly(_)
        | Operation::DatabaseOnly(_)
        | Operation::CreateTableLike(_)
        | Operation::CreatePartition(_)
        | Operation::AttachPartition(_)
        | Operation::DetachPartition(_) => return Ok(Vec::new()),
    };
    Ok(vec![step])
}

/// A longer name is cut, with no more than a notice:
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>
fn fits(named: Named, name: &str) -> Result<(), Problem> {
    let parts = match named {
        Named::Table | Named::Object | Named::Enumeration => in_namespace(name),
        _ => (None, name),
    };
    let mut parts = parts.0.into_iter().chain([parts.1]);
    if parts.any(|part| part.len() > 63) {
        return Err(named.too_long(name, "the 63 bytes that PostgreSQL keeps"));
    }
    Ok(())
}
