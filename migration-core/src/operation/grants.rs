//! What a grant is on: a bare name, or SQL with its kind before it.

use super::words;
use crate::schema::{Grant, SqlText};

/// The kinds whose names are those of relations.
const RELATIONS: [&str; 3] = ["", "TABLE", "SEQUENCE"];

fn is_relation(kind: &str) -> bool {
    RELATIONS.iter().any(|each| each.eq_ignore_ascii_case(kind))
}

/// Whether the privileges are on this table, view or sequence.
pub(super) fn is_on(grant: &Grant, relation: &str) -> bool {
    match grant.on_sql() {
        None => grant.on == relation,
        Some((kind, sql)) => is_relation(kind) && words::is_name_of(sql, relation),
    }
}

/// Follows the new name of a relation.
pub(super) fn renamed(grant: &mut Grant, from: &str, to: &str) {
    if !is_on(grant, from) {
        return;
    }
    let on = match grant.on_sql() {
        None => to.to_owned(),
        Some(("", _)) => words::written_name(to),
        Some((kind, _)) => format!("{kind} {}", words::written_name(to)),
    };
    grant.on = on;
}

/// Follows the new name of a namespace.
pub(super) fn namespace_renamed(grant: &mut Grant, from: &str, to: &str) {
    if grant.on_sql().is_none() {
        if let Some(moved) = crate::schema::moved(&grant.on, from, to) {
            grant.on = moved;
        }
        return;
    }
    let mut sql = SqlText::from(grant.on.as_str());
    words::rename_namespace_in(&mut sql, from, to);
    sql.summary().clone_into(&mut grant.on);
}
