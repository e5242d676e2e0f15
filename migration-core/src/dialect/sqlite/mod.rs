//! SQLite. What its ALTER TABLE cannot do goes through a [`rebuild`]:
//! <https://www.sqlite.org/lang_altertable.html>

mod alter;
mod batches;
mod column;
mod constraint;
mod data;
pub(crate) mod definition;
mod expression;
mod index;
mod literal;
mod merge;
mod object;
mod rebuild;
mod table;
mod trace;
mod types;
mod views;

use super::problem::Problem;
use super::{Capabilities, Step, created, text};
use crate::operation::{
    AddCheck, AddColumn, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn,
    AlterTable, AttachPartition, DetachPartition, DropCheck, DropColumn, DropForeignKey,
    DropPrimaryKey, DropUnique, Operation, RenameConstraint,
};
use crate::schema::{DialectName, Schema};

#[cfg(feature = "_io")]
pub(crate) use literal::RANDOM_UUID;
pub(in crate::dialect) use merge::merged;
#[cfg(feature = "_io")]
pub(in crate::dialect) use object::is_touch;
pub(in crate::dialect) use object::touch_trigger;
pub use rebuild::{Outcome, Prepared, Probe, Rebuild};
pub(super) use trace::trace;

const DIALECT: DialectName = DialectName::Sqlite;

/// What it is called in messages.
const SERVER: &str = "SQLite";

/// The steps of an operation, without their description.
pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let operation = &*created::operation(operation, before, SERVER)?;
    let table = |name: &str| created::table(text::table(before, name)?, before, SERVER);
    let step = match operation {
        Operation::CreateTable(op) => table::create(op, capabilities)?,
        Operation::DropTable(op) => table::drop(op, &*table(&op.table)?),
        Operation::RenameTable(op) => table::rename(op),
        Operation::RenameColumn(op) => views::column_renamed(op, before)?,
        Operation::CreateIndex(op) => index::create(op, &*table(&op.table)?)?,
        Operation::DropIndex(op) => index::drop(op),
        Operation::RenameIndex(op) => index::rename(op, &*table(&op.table)?)?,
        Operation::AlterIndex(op) => alter::index(op, &*table(&op.table)?)?,
        Operation::AddColumn(AddColumn { table: of, .. })
        | Operation::DropColumn(DropColumn { table: of, .. })
        | Operation::AlterColumn(AlterColumn { table: of, .. })
        | Operation::AlterTable(AlterTable { table: of, .. })
        | Operation::AddForeignKey(AddForeignKey { table: of, .. })
        | Operation::DropForeignKey(DropForeignKey { table: of, .. })
        | Operation::AddCheck(AddCheck { table: of, .. })
        | Operation::DropCheck(DropCheck { table: of, .. })
        | Operation::AddUnique(AddUnique { table: of, .. })
        | Operation::DropUnique(DropUnique { table: of, .. })
        | Operation::AddPrimaryKey(AddPrimaryKey { table: of, .. })
        | Operation::DropPrimaryKey(DropPrimaryKey { table: of, .. })
        | Operation::AddExclusion(AddExclusion { table: of, .. })
        | Operation::RenameConstraint(RenameConstraint { table: of, .. }) => {
            alter::step(operation, &*table(of)?, capabilities)?
        }
        Operation::Sql(op) => data::sql(op)?,
        Operation::Backfill(op) => batches::backfill(op, &*table(&op.table)?)?,
        Operation::BatchedData(op) => batches::code(op, &*table(&op.table)?)?,
        Operation::Ensure(op) => batches::ensure(op, &*table(&op.table)?)?,
        Operation::Data(op) => data::code(op),
        Operation::Insert(op) => data::insert(op, &*table(&op.table)?)?,
        Operation::Update(op) => data::update(op, &*table(&op.table)?)?,
        Operation::Delete(op) => data::delete(op, &*table(&op.table)?)?,
        Operation::CreateObject(op) => {
            text::one_trigger(before, &op.object)?;
            object::create(op)?
        }
        Operation::ReplaceObject(op) => object::replace(op, before)?,
        Operation::DropObject(op) => object::drop(op)?,
        Operation::RenameObject(op) => object::rename(op, before)?,
        Operation::RefreshView(op) => return Err(object::keeps_no_rows(&op.view)),
        // SQLite keeps no comments, so they stand in the migrations alone.
        Operation::CommentOnObject(_) | Operation::CommentOnConstraint(_) => return Ok(Vec::new()),
        // A constraint that goes for new rows alone is refused, and so is an exclusion: there
        // is none to change.
        Operation::ValidateConstraint(_) | Operation::DropExclusion(_) => return Ok(Vec::new()),
        Operation::AlterEnumeration(op) => {
            return Ok(rebuild::with_triggers(
                alter::enumeration(op, before)?,
                before,
            ));
        }
        Operation::FillTable(op) => data::fill(op)?,
        Operation::UseIndex(op) => return Err(Problem::index_stays(SERVER, &op.index)),
        Operation::AttachPartition(AttachPartition { table, .. })
        | Operation::DetachPartition(DetachPartition { table, .. }) => {
            return Err(Problem::new(
                format!("{SERVER} has no partitions, and table {table:?} is none"),
                "leave this out where it is meant for SQLite",
            ));
        }
        // None gets here: some are other operations by then, one is not run, and of another
        // each part is rendered.
        Operation::StateOnly(_)
        | Operation::DatabaseOnly(_)
        | Operation::CreateTableLike(_)
        | Operation::CreatePartition(_) => return Ok(Vec::new()),
    };
    Ok(rebuild::with_triggers(vec![step], before))
}
