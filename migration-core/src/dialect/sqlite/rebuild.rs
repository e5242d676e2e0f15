//! The rebuild: a new table in the place of the old one, with the same rows.
//!
//! <https://www.sqlite.org/lang_altertable.html#otheralter> is the outline. What it leaves
//! out: row ids and the AUTOINCREMENT counter are carried over, views and other tables'
//! triggers that name the table survive the renaming, and what no migration made stops the
//! rebuild before anything is done, because it would be lost.

use super::literal::{name, string, string_of};
use super::{index, table, types};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Statement, Step};
use crate::schema::{Column, Schema, Table};

/// The rebuild of a table that a change is made to; rows are copied as they are.
pub(super) fn changed(
    schema: &Schema,
    name: &str,
    change: impl FnOnce(&mut Table),
) -> Result<Step, Problem> {
    let before = text::table(schema, name)?;
    let mut after = before.clone();
    change(&mut after);
    step(before, &after, None, Vec::new())
}

/// The name that the new table has until the old one is gone.
pub(super) fn temporary(table: &str) -> String {
    format!("__migrate_new_{table}")
}

/// The rebuild. `value` is a column with the expression, over the old row, that it gets; every
/// other column keeps its value, and a new one gets its default. `checks` are queries over
/// the rows as they were copied.
pub(super) fn step(
    before: &Table,
    after: &Table,
    value: Option<(&str, String)>,
    checks: Vec<Statement>,
) -> Result<Step, Problem> {
    let new = temporary(&before.name);
    let run = Statement::Run;
    let mut statements = vec![nothing_is_lost(before)];
    // A foreign key of the table to itself is written with the name it has in the end: with
    // legacy_alter_table the renaming below leaves it alone.
    statements.push(run(table::create_sql(&new, after)?));
    statements.push(run(copy(before, after, &new, value)));
    statements.extend(checks);
    if after.columns.iter().any(Column::is_identity) {
        statements.extend(counter(&before.name, &new));
    }
    statements.push(run(table::drop_sql(&before.name)));
    // Without it a view or a trigger that names the table stops the renaming, for the table
    // does not exist at that moment: https://www.sqlite.org/pragma.html#pragma_legacy_alter_table
    statements.push(run("PRAGMA legacy_alter_table = ON".into()));
    statements.push(run(table::rename_sql(&new, &after.name)));
    statements.push(run("PRAGMA legacy_alter_table = OFF".into()));
    for each in &after.indexes {
        statements.push(run(index::create_sql(after, each)?));
    }
    statements.push(every_reference_holds());
    let mut step = Step::new("", statements);
    // Dropping the old table would delete the rows that refer to it.
    step.without_foreign_keys = true;
    Ok(step)
}

/// Finds what the table has and the folded schema has not.
fn nothing_is_lost(before: &Table) -> Statement {
    let this = string_of(&before.name);
    let known = |names: &mut dyn Iterator<Item = &str>| {
        let mut list = String::new();
        for (i, each) in names.enumerate() {
            if i > 0 {
                list.push_str(", ");
            }
            string(&mut list, each);
        }
        list
    };
    let indexes = known(&mut before.indexes.iter().map(|index| index.name.as_str()));
    let columns = known(&mut before.columns.iter().map(|column| column.name.as_str()));
    let uniques = before.uniques.len();
    let keys = before.foreign_keys.len();
    let query = format!(
        "SELECT type || ' \"' || name || '\"' FROM sqlite_schema \
         WHERE tbl_name = {this} COLLATE NOCASE AND (type = 'trigger' \
         OR type = 'index' AND sql IS NOT NULL AND name NOT IN ({indexes}))\n\
         UNION ALL SELECT 'column \"' || name || '\"' FROM pragma_table_xinfo({this}) \
         WHERE name NOT IN ({columns})\n\
         UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) \
         FROM pragma_index_list({this}) WHERE origin = 'u') > {uniques}\n\
         UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) \
         FROM pragma_foreign_key_list({this})) > {keys}"
    );
    Statement::Verify {
        query,
        problem: format!(
            "SQLite can do this only by building table {:?} anew, which would lose something \
             that no migration made",
            before.name
        ),
        help: "drop it before, in this migration with `schema.sql(…)`, and create it again after"
            .into(),
    }
}

fn copy(before: &Table, after: &Table, new: &str, value: Option<(&str, String)>) -> String {
    let (mut into, mut from) = (String::new(), String::new());
    let mut add = |column: &dyn Fn(&mut String), source: &dyn Fn(&mut String)| {
        if !into.is_empty() {
            into.push_str(", ");
            from.push_str(", ");
        }
        column(&mut into);
        source(&mut from);
    };
    if let Some(rowid) = rowid(before, after) {
        add(&|out| out.push_str(rowid), &|out| out.push_str(rowid));
    }
    let computed = |column: &&Column| column.generated.is_some();
    for column in after.columns.iter().filter(|column| !computed(column)) {
        let column = column.name.as_str();
        match &value {
            Some((which, sql)) if *which == column => {
                add(&|out| name(out, column), &|out| out.push_str(sql));
            }
            _ if before.column(column).is_some() => {
                add(&|out| name(out, column), &|out| name(out, column));
            }
            _ => {}
        }
    }
    let mut sql = String::from("INSERT INTO ");
    name(&mut sql, new);
    sql.push_str(&format!(" ({into})\nSELECT {from} FROM "));
    name(&mut sql, &before.name);
    sql
}

/// What to copy row ids by, where no column holds them: other tables may have noted them, and
/// full-text indexes do.
fn rowid(before: &Table, after: &Table) -> Option<&'static str> {
    let has_none = |table: &Table| table.options.without_rowid || types::has_rowid_key(table);
    if has_none(before) || has_none(after) {
        return None;
    }
    ["rowid", "_rowid_", "oid"].into_iter().find(|name| {
        !before
            .columns
            .iter()
            .chain(&after.columns)
            .any(|column| column.name.eq_ignore_ascii_case(name))
    })
}

/// The counter lives in a row under the table's name and is at least the highest id, also
/// when those rows are gone: <https://www.sqlite.org/autoinc.html>
fn counter(old: &str, new: &str) -> [Statement; 2] {
    let (old, new) = (string_of(old), string_of(new));
    [
        Statement::Run(format!("DELETE FROM sqlite_sequence WHERE name = {new}")),
        Statement::Run(format!(
            "INSERT INTO sqlite_sequence (name, seq) \
             SELECT {new}, seq FROM sqlite_sequence WHERE name = {old}"
        )),
    ]
}

/// Foreign keys were not enforced meanwhile, here and in the tables that refer to this one.
fn every_reference_holds() -> Statement {
    Statement::Verify {
        query: "SELECT 'table \"' || \"table\" || '\", row ' || coalesce(rowid, '?') || \
                ', refers to no row of table \"' || parent || '\"' \
                FROM pragma_foreign_key_check LIMIT 1"
            .into(),
        problem: "a foreign key would be broken".into(),
        help: "mend or delete the row first".into(),
    }
}
