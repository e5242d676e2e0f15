//! Constraints and indexes of a table that is there.

use migration_core::operation::{
    AddCheck, AddForeignKey, AddPrimaryKey, AddUnique, Change, CommentOnConstraint, CreateIndex,
    Operation,
};
use migration_core::schema::{
    Column, ColumnType, Deferrable, Enforcement, ForeignKey, IndexMethod,
};

use super::values::{add, checks, full_index, full_key, full_primary_key, full_unique};
use super::{NASTY, text, texts};

pub(super) fn all() -> Vec<Operation> {
    let t = || text("t");
    let mut all = vec![
        Operation::AddPrimaryKey(AddPrimaryKey {
            table: t(),
            primary_key: full_primary_key(NASTY),
        }),
        Operation::AddUnique(AddUnique {
            table: t(),
            unique: full_unique(NASTY),
        }),
        Operation::AddForeignKey(AddForeignKey {
            table: t(),
            foreign_key: full_key(NASTY),
        }),
        Operation::CreateIndex(CreateIndex {
            table: t(),
            index: full_index(NASTY, IndexMethod::Other(text("bloom"))),
            concurrently: true,
        }),
    ];
    all.extend(checks().map(|check| Operation::AddCheck(AddCheck { table: t(), check })));
    for comment in [Change::Set(text(NASTY)), Change::Drop] {
        all.push(Operation::CommentOnConstraint(CommentOnConstraint {
            table: t(),
            constraint: text(NASTY),
            comment,
        }));
    }
    // A reference behind its column, put off and for new rows.
    for (deferrable, enforcement) in [
        (Deferrable::InitiallyDeferred, Enforcement::NewRows),
        (Deferrable::InitiallyImmediate, Enforcement::All),
    ] {
        all.push(add(Column::new("r", ColumnType::BigInt)));
        all.push(Operation::AddForeignKey(AddForeignKey {
            table: t(),
            foreign_key: ForeignKey {
                name: text("t_r_fkey"),
                columns: texts(&["r"]),
                references_table: text("users"),
                references_columns: texts(&["id"]),
                deferrable,
                enforcement,
                ..ForeignKey::default()
            },
        }));
    }
    all
}
