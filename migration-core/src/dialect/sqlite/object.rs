//! What a schema holds beside tables: views, triggers and virtual tables. Types that a
//! migration creates are not kept by SQLite: columns have what they stand for.

use super::literal::{name, string, string_of};
use super::rebuild::{self, Goes};
use super::{DIALECT, views};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Statement, Step};
use crate::operation::{CreateObject, DropObject, RenameObject, ReplaceObject, touch_name};
use crate::schema::{
    Column, Object, ObjectId, ObjectKind, Schema, SqlText, Table, Trigger, View, VirtualTable,
};

pub(super) fn create(op: &CreateObject) -> Result<Step, Problem> {
    let statements = created(&op.object)?.into_iter().map(Statement::Run);
    Ok(Step::new("", statements.collect()))
}

fn created(object: &Object) -> Result<Option<String>, Problem> {
    Ok(Some(match object {
        Object::View(view) => create_view(&view.name, view)?,
        Object::VirtualTable(table) => create_virtual(table)?,
        Object::Trigger(trigger) => create_trigger(trigger)?,
        Object::Enumeration(_) | Object::Domain(_) => return Ok(None),
        other => return Err(unknown(&other.id())),
    }))
}

pub(super) fn replace(op: &ReplaceObject, before: &Schema) -> Result<Step, Problem> {
    let id = op.object.id();
    if id.kind == ObjectKind::VirtualTable {
        return Err(Problem::new(
            format!("virtual table {:?} would lose what it holds", id.name),
            "create another one, fill it from the first with `schema.sql(…)`, and drop that",
        ));
    }
    let mut sql: Vec<String> = dropped(&id)?.into_iter().collect();
    sql.extend(created(&op.object)?);
    if id.kind != ObjectKind::View {
        let statements = sql.into_iter().map(Statement::Run);
        return Ok(Step::new("", statements.collect()));
    }
    // They go with the view: https://www.sqlite.org/lang_dropview.html
    let known: Vec<&Trigger> = triggers(before, &id.name).collect();
    for trigger in &known {
        sql.push(create_trigger(trigger)?);
    }
    let statements = vec![
        no_other_trigger(&id.name, &known),
        rebuild::proved(&id.name, sql, Goes::Nothing),
    ];
    Ok(Step::new("", statements))
}

pub(super) fn drop(op: &DropObject) -> Result<Step, Problem> {
    let sql: Vec<String> = dropped(&op.id)?.into_iter().collect();
    let statements = match op.id.kind {
        ObjectKind::View | ObjectKind::VirtualTable => {
            vec![rebuild::proved(&op.id.name, sql, Goes::All)]
        }
        _ => sql.into_iter().map(Statement::Run).collect(),
    };
    Ok(Step::new("", statements))
}

pub(super) fn rename(op: &RenameObject, before: &Schema) -> Result<Step, Problem> {
    let called = &op.id.name;
    let statements = match op.id.kind {
        ObjectKind::VirtualTable => {
            vec![Statement::Run(super::table::rename_sql(called, &op.to))]
        }
        ObjectKind::View => return views::renamed(op, before),
        ObjectKind::Enumeration | ObjectKind::Domain => Vec::new(),
        _ => return Err(unknown(&op.id)),
    };
    Ok(Step::new("", statements))
}

pub(super) fn create_view(called: &str, view: &View) -> Result<String, Problem> {
    if view.materialized {
        return Err(keeps_no_rows(&view.name));
    }
    let mut sql = String::from("CREATE VIEW ");
    name(&mut sql, called);
    sql.push_str(" AS\n");
    let what = || format!("view {:?}", view.name);
    let query = text::written(&view.query, DIALECT, what)?.sql;
    sql.push_str(query.trim().trim_end_matches(';'));
    Ok(sql)
}

/// The problem of a materialised view.
pub(super) fn keeps_no_rows(view: &str) -> Problem {
    Problem::new(
        format!("view {view:?} keeps its rows, which SQLite's views do not"),
        "create a plain view, or a table that triggers keep up to date",
    )
}

fn create_virtual(table: &VirtualTable) -> Result<String, Problem> {
    let mut sql = String::from("CREATE VIRTUAL TABLE ");
    name(&mut sql, &table.name);
    sql.push_str(" USING ");
    name(&mut sql, &table.module);
    let what = || format!("an argument of virtual table {:?}", table.name);
    sql.push('(');
    text::listed(&mut sql, &table.arguments, |sql, argument| {
        text::whole(argument, what)?;
        sql.push_str(argument);
        Ok(())
    })?;
    sql.push(')');
    Ok(sql)
}

pub(super) fn dropped(id: &ObjectId) -> Result<Option<String>, Problem> {
    let word = match id.kind {
        ObjectKind::View => "VIEW",
        ObjectKind::Trigger => "TRIGGER",
        ObjectKind::VirtualTable => "TABLE",
        ObjectKind::Enumeration | ObjectKind::Domain => return Ok(None),
        _ => return Err(unknown(id)),
    };
    let mut sql = format!("DROP {word} ");
    name(&mut sql, &id.name);
    Ok(Some(sql))
}

/// The triggers that migrations gave to a table or a view.
pub(super) fn triggers<'a>(schema: &'a Schema, of: &str) -> impl Iterator<Item = &'a Trigger> {
    schema
        .objects()
        .filter_map(move |(_, object)| match object {
            Object::Trigger(trigger) if trigger.table == of => Some(trigger),
            _ => None,
        })
}

/// The trigger that sets a column to the moment, unless the UPDATE has set it. It changes nothing
/// when it runs for its own UPDATE, which `PRAGMA recursive_triggers` lets it.
pub(in crate::dialect) fn touch_trigger(table: &Table, column: &Column) -> Trigger {
    touching(table, column, &this_row(table))
}

/// Whether the text is that of the trigger which stands for the column. Where the row's number is
/// a column that was renamed since, SQLite has put that column's name into it.
#[cfg(feature = "_io")]
pub(in crate::dialect) fn is_touch(text: &str, table: &Table, column: &Column) -> bool {
    let is = |by: &str| touching(table, column, by).definition.get(DIALECT) == Some(text);
    let by_key = || match &table.primary_key {
        Some(key) if !table.options.without_rowid => match key.columns.as_slice() {
            [key] => is(&same_value(key)),
            _ => false,
        },
        _ => false,
    };
    is(&this_row(table)) || by_key()
}

fn same_value(column: &str) -> String {
    let mut quoted = String::new();
    name(&mut quoted, column);
    format!("{quoted} = new.{quoted}")
}

/// The condition of the row that an UPDATE has changed.
fn this_row(table: &Table) -> String {
    if let Some(key) = &table.primary_key
        && table.options.without_rowid
    {
        let each: Vec<String> = key.columns.iter().map(|part| same_value(part)).collect();
        return each.join(" AND ");
    }
    // A column may have taken one of the names: https://www.sqlite.org/rowidtable.html
    let taken = |word: &str| {
        let mut all = table.columns.iter();
        all.any(|column| column.name.eq_ignore_ascii_case(word))
    };
    let words = ["rowid", "_rowid_", "oid"];
    let word = words
        .into_iter()
        .find(|word| !taken(word))
        .unwrap_or("rowid");
    format!("{word} = new.{word}")
}

fn touching(table: &Table, column: &Column, this_row: &str) -> Trigger {
    let called = touch_name(&table.name, &column.name);
    let mut quoted = String::new();
    name(&mut quoted, &column.name);
    let mut sql = String::from("CREATE TRIGGER ");
    name(&mut sql, &called);
    sql.push_str(" AFTER UPDATE ON ");
    name(&mut sql, &table.name);
    sql.push_str(" FOR EACH ROW\nWHEN new.");
    sql.push_str(&format!(
        "{quoted} IS old.{quoted} AND new.{quoted} IS NOT CURRENT_TIMESTAMP\nBEGIN\n    UPDATE "
    ));
    name(&mut sql, &table.name);
    sql.push_str(&format!(
        " SET {quoted} = CURRENT_TIMESTAMP WHERE {this_row};\nEND"
    ));
    Trigger {
        name: called,
        table: table.name.clone(),
        definition: SqlText::only(DIALECT, sql),
        comment: None,
    }
}

pub(super) fn create_trigger(trigger: &Trigger) -> Result<String, Problem> {
    let what = || format!("trigger {:?}", trigger.name);
    let sql = text::written(&trigger.definition, DIALECT, what)?.sql;
    Ok(sql.trim().trim_end_matches(';').to_owned())
}

/// A trigger that no migration made would be gone with its view.
pub(super) fn no_other_trigger(view: &str, known: &[&Trigger]) -> Statement {
    let mut list = String::new();
    for (i, trigger) in known.iter().enumerate() {
        list.push_str(if i > 0 { ", " } else { "" });
        string(&mut list, &trigger.name);
    }
    Statement::Verify {
        query: format!(
            "SELECT 'trigger \"' || name || '\"' FROM sqlite_schema WHERE type = 'trigger' \
             AND tbl_name = {} COLLATE NOCASE AND name NOT IN ({list})",
            string_of(view)
        ),
        problem: format!("view {view:?} is dropped and created again, which would lose something"),
        help: "drop it before, in this migration, and create it again after".to_owned(),
    }
}

fn unknown(id: &ObjectId) -> Problem {
    let help = match id.kind {
        ObjectKind::Sequence => "number rows with an identity column",
        ObjectKind::Function | ObjectKind::Procedure => {
            "let the application do it: its functions are registered with each connection"
        }
        ObjectKind::MaterializedView => {
            "create a plain view, or a table that triggers keep up to date"
        }
        ObjectKind::Composite => "give the table a column for each field",
        ObjectKind::Policy | ObjectKind::Grant => {
            "leave it out: who may open the file may do everything"
        }
        ObjectKind::Namespace => "put what it holds into a database of its own, and attach that",
        _ => "leave it out",
    };
    Problem::new(format!("SQLite has no {}", id.kind.as_str()), help)
}
