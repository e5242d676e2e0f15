//! Identifiers, literals and defaults.

use sea_query::{Alias, IntoTableRef as _, TableRef};

use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, text};
use crate::schema::{
    Column, ColumnType, DefaultValue, Schema, SqlText, Table, beside, in_namespace,
};

/// A name in quotes.
pub(super) fn name(out: &mut String, name: &str) {
    text::quoted(out, name, '"');
}

/// The name of a table, view, sequence, type or routine in quotes: `"audit"."events"`.
pub(super) fn relation(out: &mut String, called: &str) {
    let (namespace, local) = in_namespace(called);
    if let Some(namespace) = namespace {
        name(out, namespace);
        out.push('.');
    }
    name(out, local);
}

/// The same for a statement that sea-query renders.
pub(super) fn table_ref(called: &str) -> TableRef {
    match in_namespace(called) {
        (Some(namespace), local) => (Alias::new(namespace), Alias::new(local)).into_table_ref(),
        (None, local) => Alias::new(local).into_table_ref(),
    }
}

/// The name of an index in quotes, which is in the namespace of its table.
pub(super) fn within(out: &mut String, table: &str, index: &str) {
    if let (Some(namespace), _) = in_namespace(table) {
        name(out, namespace);
        out.push('.');
    }
    name(out, index);
}

/// The name of a relation as a text literal, as `to_regclass` takes it.
pub(super) fn relation_text(called: &str) -> String {
    let (mut quoted, mut out) = (String::new(), String::new());
    relation(&mut quoted, called);
    string(&mut out, &quoted);
    out
}

/// What gives something another name, and puts it into another namespace where the names say
/// so: `kind` is what `ALTER` calls it. Without a namespace it goes into the first one of the
/// search path, which the server alone knows.
pub(super) fn renamed(kind: &str, from: &str, to: &str, before: &Schema) -> Vec<Statement> {
    let ((namespace, local), (to_namespace, to_local)) = (in_namespace(from), in_namespace(to));
    if namespace == to_namespace || local == to_local {
        return moved(kind, from, to);
    }
    let is_taken = |name: &str| {
        before.table(name).is_some()
            || before.is_object_name(name)
            || before.name_owner(name).is_some()
    };
    // On its way it has the one part of its name from before, and the other from after.
    let (moved_first, named_first) = (beside(to, local), beside(from, to_local));
    let by = |between: &str| {
        let mut statements = moved(kind, from, between);
        statements.extend(moved(kind, between, to));
        statements
    };
    if !is_taken(&moved_first) {
        by(&moved_first)
    } else if !is_taken(&named_first) {
        by(&named_first)
    } else {
        let (here, there) = (beside(from, BETWEEN), beside(to, BETWEEN));
        let ways = [(from, &*here), (&*here, &*there), (&*there, to)];
        let each = ways.map(|(from, to)| moved(kind, from, to));
        each.into_iter().flatten().collect()
    }
}

/// What something is called for a moment, where both names are taken that it could have there.
const BETWEEN: &str = "migrate_between";

/// One change of a name at most, or of the namespace.
fn moved(kind: &str, from: &str, to: &str) -> Vec<Statement> {
    let ((namespace, local), (to_namespace, to_local)) = (in_namespace(from), in_namespace(to));
    let begin = |called: &str| {
        let mut sql = format!("ALTER {kind} ");
        relation(&mut sql, called);
        sql
    };
    let mut statements = Vec::new();
    if namespace != to_namespace {
        match to_namespace {
            Some(namespace) => {
                let mut sql = begin(from);
                sql.push_str(" SET SCHEMA ");
                name(&mut sql, namespace);
                statements.push(Statement::Run(sql));
            }
            None => {
                let mut format = String::new();
                string(
                    &mut format,
                    &(begin(from).replace('%', "%%") + " SET SCHEMA %I"),
                );
                let body = format!("BEGIN\n    EXECUTE format({format}, current_schema());\nEND");
                statements.push(block(&body));
            }
        }
    }
    if local != to_local {
        let mut sql = begin(from);
        sql.push_str(" RENAME TO ");
        name(&mut sql, to_local);
        statements.push(Statement::Run(sql));
    }
    statements
}

/// Names in quotes within parentheses.
pub(super) fn names(out: &mut String, all: &[String]) {
    out.push('(');
    for (i, each) in all.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        name(out, each);
    }
    out.push(')');
}

/// A text literal, as `standard_conforming_strings` has it: a backslash is a backslash.
pub(super) fn string(out: &mut String, value: &str) {
    text::quoted(out, value, '\'');
}

/// ` COLLATE "C"`, where a collation is given. A text with quotes in it is SQL already, such as
/// `pg_catalog."C"`; any other is a name.
pub(super) fn collate(
    out: &mut String,
    collation: Option<&SqlText>,
    what: impl Fn() -> String,
) -> Result<(), Problem> {
    // Without a text for it a dialect keeps the collation it has for all.
    let Some(collation) = collation.and_then(|text| text.get(DIALECT)) else {
        return Ok(());
    };
    text::whole(collation, || format!("the collation of {}", what()))?;
    out.push_str(" COLLATE ");
    if collation.contains('"') {
        out.push_str(collation);
    } else {
        name(out, collation);
    }
    Ok(())
}

/// A name bare where PostgreSQL takes it so, as that of an option.
pub(super) fn plain(out: &mut String, word: &str) {
    let is_plain = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
    if word.chars().all(is_plain) {
        out.push_str(word);
    } else {
        name(out, word);
    }
}

/// What stands behind `DEFAULT`.
pub(super) fn default(
    out: &mut String,
    table: &Table,
    column: &Column,
    default: &DefaultValue,
) -> Result<(), Problem> {
    match default {
        DefaultValue::Boolean(value) => out.push_str(if *value { "TRUE" } else { "FALSE" }),
        DefaultValue::Integer(value) => out.push_str(&value.to_string()),
        DefaultValue::Number(value) => out.push_str(value),
        DefaultValue::Text(value) => {
            text::whole(value, || format!("the default of column {:?}", column.name))?;
            string(out, value);
        }
        // What has no zone is in UTC, whatever zone the session is in.
        DefaultValue::Now => out.push_str(match column.ty {
            ColumnType::Date => "((now() AT TIME ZONE 'utc')::date)",
            ColumnType::Time(_) => "((now() AT TIME ZONE 'utc')::time)",
            ColumnType::Timestamp(_) => "(now() AT TIME ZONE 'utc')",
            _ => "CURRENT_TIMESTAMP",
        }),
        DefaultValue::RandomUuid => out.push_str("gen_random_uuid()"),
        DefaultValue::Expression(sql) => {
            let what = || format!("the default of column {:?}", column.name);
            let sql = text::written(sql, DIALECT, what)?;
            out.push('(');
            out.push_str(&expression::named(&sql, table));
            out.push(')');
        }
    }
    Ok(())
}

/// `DO $$ … $$`: a block that decides something on the server.
pub(super) fn block(body: &str) -> Statement {
    let mut dollars = String::from("$$");
    while body.contains(&dollars) {
        dollars.insert(1, '_');
    }
    Statement::Run(format!("DO {dollars}{body}{dollars}"))
}

/// Refuses what another server alone has, where it is asked for.
pub(super) fn absent(
    asked: bool,
    what: impl FnOnce() -> String,
    property: &str,
    whose: &str,
) -> Result<(), Problem> {
    if asked {
        let help = "leave it out where this is meant for PostgreSQL";
        return Err(Problem::another_servers(&what(), property, whose, help));
    }
    Ok(())
}
