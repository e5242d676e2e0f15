//! MySQL and MariaDB. Every DDL statement commits by itself, so what would fail half way is
//! looked for before the first of them:
//! <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>,
//! <https://mariadb.com/kb/en/alter-table/>

mod alter;
mod batches;
mod change;
mod column;
mod comment;
mod constraint;
mod data;
mod expression;
mod follow;
mod index;
mod literal;
mod object;
mod referenced;
mod references;
mod refused;
mod table;
mod texts;
mod trace;
mod types;
mod views;

pub(super) use change::merged;
pub(super) use trace::trace;

use super::key;
use super::names::{Named, introduced};
use super::problem::Problem;
use super::text;
use super::{Capabilities, Step, created};
use crate::operation::{AttachPartition, DetachPartition, Operation};
use crate::schema::{DialectName, Schema, Table};
use change::Work;

const DIALECT: DialectName = DialectName::Mysql;

/// What they are called in messages.
const SERVER: &str = "MySQL and MariaDB";

/// The steps of an operation, without their description.
pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    introduced(operation, &mut fits)?;
    key::is_never_null(operation, before, SERVER)?;
    let operation = created::operation(operation, before, SERVER)?;
    if let Some(name) = altered(&operation) {
        let table = created::table(text::table(before, name)?, before, SERVER)?;
        if let Some(works) = altering(&operation, before, &table, server)? {
            return Ok(change::steps(name, works));
        }
    }
    let step = match operation.as_ref() {
        Operation::CreateTable(op) => {
            references::hold(&operation, before, &op.table)?;
            referenced::stands(&operation, before, &op.table, server)?;
            table::create(op, server)?
        }
        Operation::DropTable(op) => table::drop(op),
        Operation::RenameTable(op) => {
            let follow = follow::renaming(&operation, before, server)?;
            table::rename(op, follow)
        }
        Operation::Sql(op) => data::sql(op)?,
        Operation::Backfill(op) => batches::backfill(op, text::table(before, &op.table)?)?,
        Operation::BatchedData(op) => batches::code(op, text::table(before, &op.table)?)?,
        Operation::Ensure(op) => batches::ensure(op, text::table(before, &op.table)?)?,
        Operation::Data(op) => data::code(op),
        Operation::Insert(op) => data::insert(op, text::table(before, &op.table)?)?,
        Operation::Update(op) => data::update(op, text::table(before, &op.table)?)?,
        Operation::Delete(op) => data::delete(op, text::table(before, &op.table)?)?,
        Operation::CreateObject(op) => {
            text::one_trigger(before, &op.object)?;
            object::create(&op.object, server)?
        }
        Operation::ReplaceObject(op) => object::replace(&op.object, before, server)?,
        Operation::DropObject(op) => object::drop(&op.id, before)?,
        Operation::RenameObject(op) => {
            let follow = follow::renaming(&operation, before, server)?;
            object::rename(op, follow)?
        }
        Operation::CommentOnObject(op) => comment::on_object(op, before, server)?,
        Operation::CommentOnConstraint(op) => return Err(comment::on_constraint(op)),
        Operation::AlterEnumeration(op) => return object::alter_enumeration(op, before, server),
        Operation::RefreshView(op) => return Err(object::no_materialized(&op.view)),
        Operation::FillTable(op) => data::fill(op)?,
        Operation::UseIndex(op) => return Err(Problem::index_stays(SERVER, &op.index)),
        Operation::AttachPartition(AttachPartition { table, .. })
        | Operation::DetachPartition(DetachPartition { table, .. }) => {
            return Err(Problem::new(
                format!("{SERVER} have no partitions, and table {table:?} is none"),
                "leave this out where it is meant for MySQL and MariaDB",
            ));
        }
        // What alters a table was rendered above. Of the last ones some are other operations by
        // then, one is not run, and of another each part is rendered.
        Operation::AddColumn(_)
        | Operation::DropColumn(_)
        | Operation::RenameColumn(_)
        | Operation::AlterColumn(_)
        | Operation::CreateIndex(_)
        | Operation::DropIndex(_)
        | Operation::AddForeignKey(_)
        | Operation::DropForeignKey(_)
        | Operation::AddCheck(_)
        | Operation::DropCheck(_)
        | Operation::AddUnique(_)
        | Operation::DropUnique(_)
        | Operation::AddPrimaryKey(_)
        | Operation::DropPrimaryKey(_)
        | Operation::AlterTable(_)
        | Operation::AlterIndex(_)
        | Operation::RenameIndex(_)
        | Operation::RenameConstraint(_)
        | Operation::ValidateConstraint(_)
        | Operation::AddExclusion(_)
        | Operation::DropExclusion(_)
        | Operation::StateOnly(_)
        | Operation::DatabaseOnly(_)
        | Operation::CreateTableLike(_)
        | Operation::CreatePartition(_) => return Ok(Vec::new()),
    };
    Ok(vec![step])
}

/// The table that an operation alters.
fn altered(operation: &Operation) -> Option<&str> {
    Some(match operation {
        Operation::AddColumn(op) => &op.table,
        Operation::DropColumn(op) => &op.table,
        Operation::RenameColumn(op) => &op.table,
        Operation::AlterColumn(op) => &op.table,
        Operation::CreateIndex(op) => &op.table,
        Operation::DropIndex(op) => &op.table,
        Operation::AddForeignKey(op) => &op.table,
        Operation::DropForeignKey(op) => &op.table,
        Operation::AddCheck(op) => &op.table,
        Operation::DropCheck(op) => &op.table,
        Operation::AddUnique(op) => &op.table,
        Operation::DropUnique(op) => &op.table,
        Operation::AddPrimaryKey(op) => &op.table,
        Operation::DropPrimaryKey(op) => &op.table,
        Operation::AlterTable(op) => &op.table,
        Operation::AlterIndex(op) => &op.table,
        Operation::RenameIndex(op) => &op.table,
        Operation::RenameConstraint(op) => &op.table,
        Operation::ValidateConstraint(op) => &op.table,
        Operation::AddExclusion(op) => &op.table,
        Operation::DropExclusion(op) => &op.table,
        _ => return None,
    })
}

/// What an operation does to the table that it alters, if it alters one.
fn altering(
    operation: &Operation,
    before: &Schema,
    table: &Table,
    server: &Capabilities,
) -> Result<Option<Vec<Work>>, Problem> {
    references::hold(operation, before, table)?;
    referenced::stands(operation, before, table, server)?;
    table::numbers_on(operation, table)?;
    let works = match operation {
        Operation::AddColumn(op) => column::add(op, table, server)?,
        Operation::DropColumn(op) => column::drop(op, table, server)?,
        Operation::RenameColumn(op) => {
            let follow = follow::renaming(operation, before, server)?;
            let mut works: Vec<Work> = follow.before.into_iter().map(Work::Other).collect();
            works.extend(column::rename(op, table, server)?);
            works.extend(follow.after.into_iter().map(Work::Other));
            works
        }
        Operation::AlterColumn(op) => alter::column(op, before, table, server)?,
        Operation::CreateIndex(op) => {
            let mut after = table.clone();
            after.indexes.push(op.index.clone());
            table::sorts_downwards(&after, server)?;
            if op.concurrently {
                references::builds_beside(table, &op.index.name, op.index.unique)?;
            }
            index::create(op, table, server)?
        }
        Operation::DropIndex(op) => {
            if op.concurrently {
                let unique = table.index(&op.index).is_some_and(|index| index.unique);
                references::builds_beside(table, &op.index, unique)?;
            }
            index::drop(op, table, server)?
        }
        Operation::AlterIndex(op) => index::alter(op, table, server)?,
        Operation::RenameIndex(op) => index::rename(op),
        Operation::AddForeignKey(op) => {
            constraint::add(|out| constraint::foreign_key(out, table, &op.foreign_key, server))?
        }
        Operation::DropForeignKey(op) => constraint::drop_foreign_key(op, table, server)?,
        Operation::AddCheck(op) => {
            constraint::add(|out| constraint::check(out, table, &op.check, server))?
        }
        Operation::DropCheck(op) => vec![Work::Alter(constraint::drop_constraint(&op.check))],
        Operation::AddUnique(op) => {
            constraint::add(|out| constraint::unique(out, table, &op.unique))?
        }
        Operation::DropUnique(op) => constraint::drop_unique(op, table, server)?,
        Operation::AddPrimaryKey(op) => {
            constraint::add(|out| constraint::primary_key(out, table, &op.primary_key))?
        }
        Operation::DropPrimaryKey(_) => constraint::drop_primary_key(table, server)?,
        Operation::RenameConstraint(op) => constraint::rename(op, table, server)?,
        Operation::AlterTable(op) => table::alter(op, table, server)?,
        Operation::AddExclusion(op) => return Err(constraint::no_exclusions(&op.exclusion.name)),
        Operation::DropExclusion(op) => return Err(constraint::no_exclusions(&op.exclusion)),
        // A constraint for new rows only is refused, so this goes for all rows already.
        Operation::ValidateConstraint(_) => Vec::new(),
        _ => return Ok(None),
    };
    Ok(Some(works))
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
