//! Everything in the schema beside tables and what belongs to them.

use std::collections::BTreeMap;

use super::answer::{Answers, Row};
use super::defaults::default;
use super::printed;
use super::tables::note;
use super::types::{CreatedTypes, Stored};
use crate::introspect::{Introspection, Unmodelled};
use crate::schema::{
    Check, Composite, DialectName, Domain, Enforcement, Enumeration, Extension, Grant, Namespace,
    Object, Policy, Routine, Schema, Sequence, SqlText, Trigger, View,
};

/// Kinds that the schema has no value for, as the questions name them.
const KINDS: [&str; 12] = [
    "name with a dot",
    "foreign table",
    "aggregate",
    "window function",
    "rule",
    "range type",
    "statistics",
    "collation",
    "operator",
    "operator class",
    "text search configuration",
    "text search dictionary",
];

/// Puts every object that was answered into what was found.
pub(super) fn objects(answers: &mut Answers, created: &CreatedTypes, found: &mut Introspection) {
    let Introspection { schema, unmodelled } = found;
    for of in created.enumerations_apart() {
        schema.insert_object(Object::Enumeration(Enumeration {
            name: of.name.clone(),
            values: of.values.clone().unwrap_or_default(),
            comment: of.comment.clone(),
        }));
    }
    for mut row in answers.to("extension") {
        schema.insert_object(Object::Extension(Extension {
            name: row.text(),
            comment: row.maybe(),
        }));
    }
    for mut row in answers.to("namespace") {
        schema.insert_object(Object::Namespace(Namespace {
            name: row.text(),
            comment: row.maybe(),
        }));
    }
    domains(answers, created, schema, unmodelled);
    composites(answers.to("field"), created, schema);
    for row in answers.to("sequence") {
        sequence(row, schema, unmodelled);
    }
    for row in answers.to("routine") {
        routine(row, schema);
    }
    for row in answers.to("view") {
        view(row, schema, unmodelled);
    }
    for mut row in answers.to("trigger") {
        let (name, table) = (row.text(), row.text());
        let definition = text(row.text());
        if row.text() != "O" {
            note(unmodelled, &table, "trigger state", &name, None);
        }
        schema.insert_object(Object::Trigger(Trigger {
            name,
            table,
            definition,
            comment: row.maybe(),
        }));
    }
    for row in answers.to("policy") {
        policy(row, schema);
    }
    for mut row in answers.to("grant") {
        let (on, to) = (row.text(), row.text());
        let (privileges, grantable) = (row.list(), row.flag());
        schema.insert_object(Object::Grant(Grant {
            privileges,
            on,
            to,
            grantable,
        }));
    }
    for row in answers.to("object") {
        other(row, unmodelled);
    }
}

fn text(sql: impl Into<String>) -> SqlText {
    SqlText::only(DialectName::Postgres, sql)
}

fn domains(
    answers: &mut Answers,
    created: &CreatedTypes,
    schema: &mut Schema,
    out: &mut Vec<Unmodelled>,
) {
    let mut checks: BTreeMap<u32, Vec<Check>> = BTreeMap::new();
    for mut row in answers.to("domain check") {
        let domain = row.number();
        let check = Check {
            name: row.text(),
            expression: printed::expression(&row.text()),
            enforcement: match row.flag() {
                true => Enforcement::All,
                false => Enforcement::NewRows,
            },
            comment: row.maybe(),
        };
        checks.entry(domain).or_default().push(check);
    }
    for mut row in answers.to("domain") {
        let number: u32 = row.number();
        let name = row.text();
        let stored = stored(&mut row);
        let not_null = row.flag();
        let ty = stored.ty(created);
        let value = row.maybe().map(|text| default(&text, &ty, &stored.called));
        if row.flag() {
            apart(out, "domain collation", &name);
        }
        schema.insert_object(Object::Domain(Domain {
            name,
            ty,
            not_null,
            default: value,
            checks: checks.remove(&number).unwrap_or_default(),
            comment: row.maybe(),
        }));
    }
}

fn stored(row: &mut Row) -> Stored {
    Stored {
        number: row.number(),
        element: row.number(),
        called: row.text(),
    }
}

fn apart(out: &mut Vec<Unmodelled>, kind: &'static str, name: &str) {
    out.push(Unmodelled {
        table: None,
        kind,
        name: name.to_owned(),
        definition: None,
    });
}

fn composites(rows: Vec<Row>, created: &CreatedTypes, schema: &mut Schema) {
    let mut all: BTreeMap<String, Composite> = BTreeMap::new();
    for mut row in rows {
        let (name, field) = (row.text(), row.text());
        let ty = stored(&mut row).ty(created);
        let comment = row.maybe();
        let composite = all.entry(name).or_insert_with_key(|name| Composite {
            name: name.clone(),
            fields: Vec::new(),
            comment,
        });
        composite.fields.push((field, ty));
    }
    for composite in all.into_values() {
        schema.insert_object(Object::Composite(composite));
    }
}

/// What goes without saying is left out.
fn sequence(mut row: Row, schema: &mut Schema, out: &mut Vec<Unmodelled>) {
    let name = row.text();
    let mut next = || row.number::<i64>();
    let (start, increment, minimum, maximum, cache) = (next(), next(), next(), next(), next());
    let cycle = row.flag();
    let ty = row.text();
    let up = increment > 0;
    let (lowest, highest) = match ty.as_str() {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let (least, most) = if up { (1, highest) } else { (lowest, -1) };
    let said = |number: i64, usual: i64| (number != usual).then_some(number);
    if ty != "bigint" {
        apart(out, "sequence type", &name);
    }
    if let Some(table) = row.maybe() {
        note(out, &table, "sequence of a column", &name, None);
    }
    schema.insert_object(Object::Sequence(Sequence {
        start: said(start, if up { minimum } else { maximum }),
        increment: said(increment, 1),
        minimum: said(minimum, least),
        maximum: said(maximum, most),
        cache: said(cache, 1),
        cycle,
        comment: row.maybe(),
        name,
    }));
}

fn routine(mut row: Row, schema: &mut Schema) {
    let name = row.text();
    let procedure = row.flag();
    let arguments = row.text();
    let definition = row.text();
    let is_alone = row.flag();
    schema.insert_object(Object::Routine(Routine {
        name,
        procedure,
        arguments: (!is_alone).then_some(arguments),
        definition: text(definition.trim_end()),
        comment: row.maybe(),
    }));
}

fn view(mut row: Row, schema: &mut Schema, out: &mut Vec<Unmodelled>) {
    let name = row.text();
    let materialized = row.flag();
    let query = row.text();
    let comment = row.maybe();
    for option in row.list() {
        note(out, &name, "view option", option, None);
    }
    if !row.flag() {
        note(out, &name, "view without rows", &name, None);
    }
    for index in row.list() {
        note(out, &name, "index of a view", index, None);
    }
    schema.insert_object(Object::View(View {
        query: text(query.trim().trim_end_matches(';')),
        name,
        materialized,
        comment,
    }));
}

fn policy(mut row: Row, schema: &mut Schema) {
    let (name, table) = (row.text(), row.text());
    let restrictive = !row.flag();
    let command = match row.text().as_str() {
        "r" => "SELECT",
        "a" => "INSERT",
        "w" => "UPDATE",
        "d" => "DELETE",
        _ => "ALL",
    };
    let roles = row.list();
    let mut condition = || row.maybe().map(|sql| printed::expression(&sql));
    let (using, check) = (condition(), condition());
    schema.insert_object(Object::Policy(Policy {
        name,
        table,
        restrictive,
        command: command.to_owned(),
        roles,
        using,
        check,
        comment: row.maybe(),
    }));
}

fn other(mut row: Row, out: &mut Vec<Unmodelled>) {
    let kind = row.text();
    let known = KINDS.into_iter().find(|known| *known == kind);
    let name = row.text();
    out.push(Unmodelled {
        table: row.maybe(),
        kind: known.unwrap_or("object"),
        name,
        definition: row.maybe(),
    });
}
