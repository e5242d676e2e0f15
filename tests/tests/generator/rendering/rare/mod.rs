//! Every field of every value of the schema, said at least once and in company.

mod changes;
mod constraints;
mod objects;
mod rows;
mod sugar;
mod tables;
mod values;

use migration_core::operation::Operation;

use super::operations::{NASTY, per_dialect, text};

pub(super) fn all() -> Vec<Vec<Operation>> {
    vec![
        vec![tables::table()],
        tables::plain_columns(),
        tables::defaults(),
        changes::halves(),
        constraints::all(),
        changes::all(),
        objects::all(),
        rows::all(),
        sugar::nearly(),
    ]
}

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| text(name)).collect()
}
