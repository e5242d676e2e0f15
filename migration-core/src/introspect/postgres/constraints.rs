//! Foreign keys and checks. What has an index stands with the indexes.

use super::answer::Row;
use super::printed;
use super::tables::{Tables, note};
use crate::introspect::Unmodelled;
use crate::schema::{Check, Deferrable, Enforcement, ForeignKey, ReferentialAction};

pub(super) const fn deferrable(is: bool, initially: bool) -> Deferrable {
    match (is, initially) {
        (false, _) => Deferrable::No,
        (true, false) => Deferrable::InitiallyImmediate,
        (true, true) => Deferrable::InitiallyDeferred,
    }
}

fn action(letter: &str) -> ReferentialAction {
    match letter {
        "r" => ReferentialAction::Restrict,
        "c" => ReferentialAction::Cascade,
        "n" => ReferentialAction::SetNull,
        "d" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}

pub(super) fn constraints(rows: Vec<Row>, tables: &mut Tables, out: &mut Vec<Unmodelled>) {
    for row in rows {
        constraint(row, tables, out);
    }
}

fn constraint(mut row: Row, tables: &mut Tables, out: &mut Vec<Unmodelled>) {
    let Some(found) = tables.get_mut(&row.number()) else {
        return;
    };
    let is_key = row.text() == "f";
    let name = row.text();
    let columns = row.numbers::<i16>();
    let (_target, is_here) = (row.text(), row.flag());
    let references_columns = row.list();
    let references_table = row.text();
    let (on_delete, on_update) = (action(&row.text()), action(&row.text()));
    let matching = row.text();
    let set_columns = row.numbers::<i16>();
    let deferrable = deferrable(row.flag(), row.flag());
    let (valid, enforced) = (row.flag(), row.flag());
    let enforcement = match (valid, enforced) {
        (_, false) => Enforcement::None,
        (false, true) => Enforcement::NewRows,
        (true, true) => Enforcement::All,
    };
    let (period, no_inherit) = (row.flag(), row.flag());
    let expression = row.maybe();
    let comment = row.maybe();
    let definition = row.maybe();
    let table = found.table.name.clone();
    if no_inherit {
        note(
            out,
            &table,
            "check option",
            &name,
            Some("NO INHERIT".to_owned()),
        );
    }
    if !is_key {
        found.table.checks.push(Check {
            name,
            expression: printed::expression(&expression.unwrap_or_default()),
            enforcement,
            comment,
        });
    } else if is_here && !period && matching != "p" {
        let key = ForeignKey {
            name,
            columns: found.names(&columns),
            references_table,
            references_columns,
            on_delete,
            on_update,
            set_columns: found.names(&set_columns),
            match_full: matching == "f",
            deferrable,
            enforcement,
            comment,
        };
        found.table.foreign_keys.push(key);
    } else {
        note(out, &table, "foreign key", name, definition);
    }
}
