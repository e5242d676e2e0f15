//! What a schema holds beside tables.

use super::access::{granted, policy};
use super::literal::{default, name, relation, renamed, string};
use super::{DIALECT, comment, constraint, sequence, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{
    AlterEnumeration, CommentOnObject, CreateObject, DropObject, RefreshView, RenameObject,
    ValueChange, touch_name, words,
};
use crate::schema::{
    Column, Composite, Domain, Object, ObjectId, ObjectKind, Routine, Schema, SqlText, Table,
    Trigger, View,
};

/// The function of every trigger that sets a column to the moment, whose name it is given. It lets
/// be what the UPDATE has set, and keeps moments without a zone in UTC, as defaults are.
const TOUCH: &str = "CREATE FUNCTION migrate_touch() RETURNS trigger
LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
BEGIN
    IF to_jsonb(new) -> tg_argv[0] IS NOT DISTINCT FROM to_jsonb(old) -> tg_argv[0] THEN
        new := jsonb_populate_record(new, jsonb_build_object(tg_argv[0], now()));
    END IF;
    RETURN new;
END
$$";

pub(in crate::dialect) fn touch_function() -> Routine {
    Routine {
        name: "migrate_touch".to_owned(),
        procedure: false,
        arguments: None,
        definition: SqlText::only(DIALECT, TOUCH),
        comment: None,
    }
}

/// The trigger that sets a column to the moment, unless the UPDATE has set it.
pub(in crate::dialect) fn touch_trigger(table: &Table, column: &Column) -> Trigger {
    let called = touch_name(&table.name, &column.name);
    let mut sql = begin_plain("CREATE TRIGGER ", &called);
    sql.push_str(" BEFORE UPDATE ON ");
    relation(&mut sql, &table.name);
    sql.push_str(" FOR EACH ROW EXECUTE FUNCTION ");
    sql.push_str(&call(column));
    Trigger {
        name: called,
        table: table.name.clone(),
        definition: SqlText::only(DIALECT, sql),
        comment: None,
    }
}

/// Whether the trigger, as the server prints it, touches the column.
#[cfg(feature = "_io")]
pub(in crate::dialect) fn is_touch(printed: &str, column: &Column) -> bool {
    let calls = printed.strip_suffix(&call(column));
    calls.is_some_and(|before| before.contains(" BEFORE UPDATE ON ") && !before.contains(" WHEN "))
}

fn call(column: &Column) -> String {
    let mut sql = String::from("migrate_touch(");
    string(&mut sql, &column.name);
    sql.push(')');
    sql
}

pub(super) fn create(op: &CreateObject, server: &Capabilities) -> Result<Step, Problem> {
    Ok(Step::new("", created(&op.object, server)?))
}

pub(super) fn created(object: &Object, server: &Capabilities) -> Result<Vec<Statement>, Problem> {
    let id = object.id();
    let sql = match object {
        Object::Namespace(it) => begin_plain("CREATE SCHEMA ", &it.name),
        // It belongs to the whole database, and may be there already.
        Object::Extension(it) => begin_plain("CREATE EXTENSION IF NOT EXISTS ", &it.name),
        Object::Enumeration(it) => types::create_sql(&it.name, &it.values)?,
        Object::Domain(it) => domain(it, server)?,
        Object::Composite(it) => composite(it)?,
        Object::Sequence(it) => sequence::created(it),
        Object::Routine(it) => statement(&it.definition, &id)?.to_owned(),
        Object::Trigger(it) => statement(&it.definition, &id)?.to_owned(),
        Object::View(it) => view(it)?,
        Object::Policy(it) => policy(it)?,
        Object::Grant(it) => granted("GRANT", it, "TO"),
        Object::VirtualTable(_) => return Err(absent(&id)),
    };
    let mut statements = vec![Statement::Run(sql)];
    statements.extend(comment::of_object(object)?);
    Ok(statements)
}

pub(super) fn comment(op: &CommentOnObject, before: &Schema) -> Result<Step, Problem> {
    let Some(object) = before.object(&op.id) else {
        return Err(text::missing(&op.id.to_string()));
    };
    let comment = op.comment.after();
    let on = comment::on_object(object, comment.as_deref())?;
    Ok(Step::new("", vec![on]))
}

/// A text that is a whole statement.
pub(super) fn statement<'a>(sql: &'a SqlText, id: &ObjectId) -> Result<&'a str, Problem> {
    let sql = text::written(sql, DIALECT, || id.to_string())?.sql;
    Ok(sql.trim().trim_end_matches(';').trim_end())
}

pub(super) fn begin(words: &str, called: &str) -> String {
    let mut sql = String::from(words);
    relation(&mut sql, called);
    sql
}

/// What has a name without a namespace.
pub(super) fn begin_plain(words: &str, called: &str) -> String {
    let mut sql = String::from(words);
    name(&mut sql, called);
    sql
}

fn domain(domain: &Domain, server: &Capabilities) -> Result<String, Problem> {
    let Domain {
        name: called,
        ty,
        not_null,
        default: value,
        checks,
        comment: _,
    } = domain;
    let mut sql = begin("CREATE DOMAIN ", called);
    sql.push_str(" AS ");
    types::of(&mut sql, called, ty)?;
    let table = Table::default();
    if let Some(value) = value {
        sql.push_str(" DEFAULT ");
        default(&mut sql, &table, &Column::new(called, ty.clone()), value)?;
    }
    if *not_null {
        sql.push_str(" NOT NULL");
    }
    for each in checks {
        sql.push(' ');
        constraint::check(&mut sql, &table, each, server)?;
    }
    Ok(sql)
}

fn composite(composite: &Composite) -> Result<String, Problem> {
    let Composite {
        name: called,
        fields,
        comment: _,
    } = composite;
    let mut sql = begin("CREATE TYPE ", called);
    sql.push_str(" AS (");
    text::listed(&mut sql, fields, |sql, (field, ty)| {
        name(sql, field);
        sql.push(' ');
        types::of(sql, field, ty)
    })?;
    sql.push(')');
    Ok(sql)
}

fn view(view: &View) -> Result<String, Problem> {
    let View {
        name: called,
        materialized,
        query,
        comment: _,
    } = view;
    let mut sql = begin(
        if *materialized {
            "CREATE MATERIALIZED VIEW "
        } else {
            "CREATE VIEW "
        },
        called,
    );
    sql.push_str(" AS\n");
    let id = ObjectId::new(ObjectKind::View, called);
    sql.push_str(statement(query, &id)?);
    Ok(sql)
}

pub(super) fn drop(op: &DropObject, before: &Schema) -> Result<Step, Problem> {
    let Some(object) = before.object(&op.id) else {
        return Err(text::missing(&op.id.to_string()));
    };
    Ok(Step::new("", vec![dropped(object)?]))
}

pub(super) fn dropped(object: &Object) -> Result<Statement, Problem> {
    if let Object::Grant(grant) = object {
        return Ok(Statement::Run(granted("REVOKE", grant, "FROM")));
    }
    let mut sql = String::from("DROP ");
    called(&mut sql, object)?;
    Ok(Statement::Run(sql))
}

/// What `DROP` and `COMMENT ON` call an object: `FUNCTION "f"(integer)`, `TRIGGER "t" ON "users"`.
pub(super) fn called(sql: &mut String, object: &Object) -> Result<(), Problem> {
    let id = object.id();
    sql.push_str(keyword(id.kind));
    sql.push(' ');
    match object {
        // A grant is called by what it allows.
        Object::VirtualTable(_) | Object::Grant(_) => return Err(absent(&id)),
        Object::Routine(routine) => {
            relation(sql, &routine.name);
            arguments(sql, routine);
        }
        _ if has_a_namespace(id.kind) => relation(sql, &id.name),
        _ => name(sql, &id.name),
    }
    on_table(sql, &id);
    Ok(())
}

/// The types of its arguments, without which a function of the server's own may be meant, too: as
/// they are said, or as its definition has them, where that says no defaults.
fn arguments(sql: &mut String, routine: &Routine) {
    let own = routine
        .definition
        .get(DIALECT)
        .and_then(words::parenthesised);
    let own = own.filter(|own| !words::mentions(own, "default") && !own.contains('='));
    if let Some(arguments) = routine.arguments.as_deref().or(own) {
        sql.push_str(&format!("({arguments})"));
    }
}

fn on_table(sql: &mut String, id: &ObjectId) {
    if let Some(table) = &id.table {
        sql.push_str(" ON ");
        relation(sql, table);
    }
}

/// Whether its names are in namespaces.
const fn has_a_namespace(kind: ObjectKind) -> bool {
    !matches!(
        kind,
        ObjectKind::Namespace | ObjectKind::Extension | ObjectKind::Trigger | ObjectKind::Policy
    )
}

/// What `DROP` and `ALTER` call it.
const fn keyword(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Namespace => "SCHEMA",
        ObjectKind::Extension => "EXTENSION",
        ObjectKind::Enumeration | ObjectKind::Composite => "TYPE",
        ObjectKind::Domain => "DOMAIN",
        ObjectKind::Sequence => "SEQUENCE",
        ObjectKind::Function => "FUNCTION",
        ObjectKind::Procedure => "PROCEDURE",
        ObjectKind::View => "VIEW",
        ObjectKind::MaterializedView => "MATERIALIZED VIEW",
        ObjectKind::VirtualTable => "TABLE",
        ObjectKind::Trigger => "TRIGGER",
        ObjectKind::Policy => "POLICY",
        ObjectKind::Grant => "",
    }
}

pub(super) fn rename(op: &RenameObject, before: &Schema) -> Result<Step, Problem> {
    if op.id.kind == ObjectKind::VirtualTable {
        return Err(absent(&op.id));
    }
    let kind = keyword(op.id.kind);
    if has_a_namespace(op.id.kind) {
        return Ok(Step::new("", renamed(kind, &op.id.name, &op.to, before)));
    }
    let mut sql = begin_plain(&format!("ALTER {kind} "), &op.id.name);
    on_table(&mut sql, &op.id);
    sql.push_str(" RENAME TO ");
    name(&mut sql, &op.to);
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn alter_enumeration(op: &AlterEnumeration) -> Result<Step, Problem> {
    match &op.change {
        ValueChange::Add { value, before } => {
            types::add_values(&op.name, &[(value, before.as_deref())])
        }
        ValueChange::Rename { from, to } => {
            text::whole(to, || format!("the value {to:?}"))?;
            let mut sql = begin("ALTER TYPE ", &op.name);
            sql.push_str(" RENAME VALUE ");
            string(&mut sql, from);
            sql.push_str(" TO ");
            string(&mut sql, to);
            Ok(Step::new("", vec![Statement::Run(sql)]))
        }
    }
}

pub(super) fn refresh(op: &RefreshView) -> Step {
    let words = if op.concurrently {
        "REFRESH MATERIALIZED VIEW CONCURRENTLY "
    } else {
        "REFRESH MATERIALIZED VIEW "
    };
    Step::new("", vec![Statement::Run(begin(words, &op.view))])
}

fn absent(id: &ObjectId) -> Problem {
    Problem::new(
        format!("PostgreSQL has no {}", id.kind.as_str()),
        "create a table, and an index over `to_tsvector(…)` to search it",
    )
}
