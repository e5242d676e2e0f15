//! Keys, unique constraints, foreign keys and checks as clauses of `CREATE TABLE`. There is
//! no other place for them: what changes one rebuilds the table.

use super::expression;
use super::literal::{name, names};
use crate::dialect::problem::Problem;
use crate::schema::{Column, ForeignKey, ReferentialAction, Table};

/// Every constraint of the table, each on a line of its own behind the columns.
pub(super) fn clauses(out: &mut String, table: &Table) -> Result<(), Problem> {
    if let Some(key) = &table.primary_key {
        let at_its_column = table.columns.iter().any(Column::is_identity);
        if !at_its_column {
            begin(out, &key.name);
            out.push_str("PRIMARY KEY ");
            names(out, &key.columns);
        }
    }
    for unique in &table.uniques {
        begin(out, &unique.name);
        out.push_str("UNIQUE ");
        names(out, &unique.columns);
    }
    for key in &table.foreign_keys {
        begin(out, &key.name);
        foreign_key(out, key);
    }
    for check in &table.checks {
        begin(out, &check.name);
        out.push_str("CHECK (");
        out.push_str(&expression::condition(&check.expression, table, || {
            format!("check {:?}", check.name)
        })?);
        out.push(')');
    }
    Ok(())
}

fn begin(out: &mut String, constraint: &str) {
    out.push_str(",\n    CONSTRAINT ");
    name(out, constraint);
    out.push(' ');
}

fn foreign_key(out: &mut String, key: &ForeignKey) {
    out.push_str("FOREIGN KEY ");
    names(out, &key.columns);
    target(out, key);
}

/// A foreign key at the column that it joins a table with.
pub(super) fn reference(out: &mut String, key: &ForeignKey) {
    out.push_str(" CONSTRAINT ");
    name(out, &key.name);
    target(out, key);
}

fn target(out: &mut String, key: &ForeignKey) {
    out.push_str(" REFERENCES ");
    name(out, &key.references_table);
    out.push(' ');
    names(out, &key.references_columns);
    for (event, action) in [
        (" ON DELETE ", key.on_delete),
        (" ON UPDATE ", key.on_update),
    ] {
        if action != ReferentialAction::NoAction {
            out.push_str(event);
            out.push_str(action.as_sql());
        }
    }
}
