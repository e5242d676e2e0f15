//! The statements of a rebuild, in their order.

use std::borrow::Cow;

use super::live::Live;
use super::same::is;
use super::{Rebuild, temporary};
use crate::dialect::Statement;
use crate::dialect::sqlite::definition::{
    Constraint, Rule, TableDefinition, Token, tokens, unquoted,
};
use crate::dialect::sqlite::literal::{name, string, string_of};
use crate::dialect::sqlite::table;

pub(super) fn of(
    rebuild: &Rebuild,
    live: &Live,
    new: &TableDefinition,
    indexes: &[(String, String)],
) -> Vec<Statement> {
    let run = Statement::Run;
    // Under the spelling that the database has: it may differ from ours in upper and lower case.
    let old = live.definition.name.as_str();
    let called = temporary(&rebuild.table);
    let mut all = rebuild.before_copy.clone();
    // A foreign key of the table to itself is written with the name it has in the end: with
    // legacy_alter_table the renaming below leaves it alone.
    all.push(run(create(&called, new)));
    all.push(run(copy(rebuild, live, new, &called)));
    all.push(all_rows(old, &called));
    all.extend(rebuild.after_copy.iter().cloned());
    if numbers(new) && numbers(&live.definition) {
        all.extend(counter(old, &called).map(run));
    }
    for statistics in &live.statistics {
        all.push(run(moved(statistics, old, &called)));
    }
    all.push(run(table::drop_sql(old)));
    // Without it a view or a trigger that names the table stops the renaming, for the table
    // does not exist at that moment: https://www.sqlite.org/pragma.html#pragma_legacy_alter_table
    all.push(run("PRAGMA legacy_alter_table = ON".into()));
    all.push(run(table::rename_sql(&called, old)));
    all.push(run("PRAGMA legacy_alter_table = OFF".into()));
    all.extend(indexes.iter().map(|(_, sql)| run(sql.clone())));
    for statistics in &live.statistics {
        all.push(run(without_gone(statistics, live, new, &called, indexes)));
        all.push(run(moved(statistics, &called, old)));
    }
    for trigger in &live.triggers {
        all.push(run(if trigger.temporary {
            // SQLite keeps the text without the word.
            trigger
                .sql
                .replacen("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1)
        } else {
            trigger.sql.clone()
        }));
    }
    all
}

fn create(called: &str, table: &TableDefinition) -> String {
    let mut sql = String::from("CREATE TABLE ");
    name(&mut sql, called);
    sql.push_str(" (");
    for (i, column) in table.columns.iter().enumerate() {
        sql.push_str(if i == 0 { "\n    " } else { ",\n    " });
        name(&mut sql, &column.name);
        if !column.ty.is_empty() {
            sql.push(' ');
            sql.push_str(&column.ty);
        }
        for constraint in &column.constraints {
            sql.push(' ');
            sql.push_str(&unqualified(constraint, &table.name));
        }
    }
    for constraint in &table.constraints {
        sql.push_str(",\n    ");
        sql.push_str(&unqualified(constraint, &table.name));
    }
    sql.push_str("\n)");
    sql.push_str(table::options_sql(table.without_rowid, table.strict));
    sql
}

/// A condition may say `t.a`, and the table is not called that yet.
fn unqualified<'a>(constraint: &'a Constraint, table: &str) -> Cow<'a, str> {
    let text = &constraint.text;
    if !matches!(constraint.rule, Rule::Check { .. } | Rule::Generated { .. }) {
        return Cow::Borrowed(text);
    }
    let all: Vec<Token<'_>> = tokens(text).collect();
    let (mut out, mut from) = (String::new(), 0);
    for pair in all.windows(2) {
        if pair[1].is_symbol('.') && pair[0].is_name() && is(&unquoted(pair[0].text), table) {
            out.push_str(&text[from..pair[0].start]);
            from = pair[1].end();
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

fn copy(rebuild: &Rebuild, live: &Live, new: &TableDefinition, called: &str) -> String {
    let (mut into, mut from) = (String::new(), String::new());
    let mut add = |column: &dyn Fn(&mut String), source: &dyn Fn(&mut String)| {
        if !into.is_empty() {
            into.push_str(", ");
            from.push_str(", ");
        }
        column(&mut into);
        source(&mut from);
    };
    if let Some(rowid) = rowid(&live.definition, new) {
        add(&|out| out.push_str(rowid), &|out| out.push_str(rowid));
    }
    for column in new.columns.iter().filter(|column| !column.is_computed()) {
        let column = column.name.as_str();
        let value = rebuild.values.iter().find(|(of, _)| is(of, column));
        match value {
            Some((_, sql)) => add(&|out| name(out, column), &|out| out.push_str(sql)),
            None if live.has_column(column) => {
                add(&|out| name(out, column), &|out| name(out, column));
            }
            None => {}
        }
    }
    let mut sql = String::from("INSERT INTO ");
    name(&mut sql, called);
    sql.push_str(&format!(" ({into})\nSELECT {from} FROM "));
    name(&mut sql, &live.definition.name);
    sql
}

/// What to copy row ids by, where no column holds them: other tables may have noted them, and
/// full-text indexes do.
fn rowid(live: &TableDefinition, new: &TableDefinition) -> Option<&'static str> {
    let has_none = |table: &TableDefinition| table.without_rowid || table.has_rowid_key();
    if has_none(live) || has_none(new) {
        return None;
    }
    ["rowid", "_rowid_", "oid"]
        .into_iter()
        .find(|name| live.column(name).is_none() && new.column(name).is_none())
}

/// A table that skips or replaces rows on a conflict would do so here, in silence.
fn all_rows(old: &str, new: &str) -> Statement {
    let count = |table: &str| {
        let mut sql = String::from("(SELECT count(*) FROM ");
        name(&mut sql, table);
        sql.push(')');
        sql
    };
    let (before, after) = (count(old), count(new));
    Statement::Verify {
        query: format!("SELECT {after} || ' of ' || {before} || ' rows' WHERE {after} <> {before}"),
        problem: format!("not every row of table {old:?} could be copied"),
        help: "the table skips or replaces rows on a conflict; look which rows the new \
               definition does not take"
            .into(),
    }
}

/// Whether ids are never given twice: the keyword is `AUTOINCREMENT`.
fn numbers(table: &TableDefinition) -> bool {
    table.constraints().any(|constraint| {
        matches!(
            constraint.rule,
            Rule::PrimaryKey {
                autoincrement: true,
                ..
            }
        )
    })
}

/// The counter lives in a row under the table's name and is at least the highest id, also
/// when those rows are gone: <https://www.sqlite.org/autoinc.html>
fn counter(old: &str, new: &str) -> [String; 2] {
    let (old, new) = (string_of(old), string_of(new));
    [
        format!("DELETE FROM sqlite_sequence WHERE name = {new}"),
        format!(
            "INSERT INTO sqlite_sequence (name, seq) \
             SELECT {new}, seq FROM sqlite_sequence WHERE name = {old}"
        ),
    ]
}

/// Statistics go with the table of their name, so they bear the other name meanwhile.
fn moved(statistics: &str, from: &str, to: &str) -> String {
    let (from, to) = (string_of(from), string_of(to));
    format!("UPDATE {statistics} SET tbl = {to} WHERE tbl = {from} COLLATE NOCASE")
}

/// Takes the statistics of indexes away that are gone, or may be others than before.
fn without_gone(
    statistics: &str,
    live: &Live,
    new: &TableDefinition,
    called: &str,
    indexes: &[(String, String)],
) -> String {
    let kept = indexes
        .iter()
        .filter(|(name, sql)| live.indexes.contains(&(name.clone(), sql.clone())));
    let mut list = string_of(&live.definition.name);
    for (index, _) in kept {
        list.push_str(", ");
        string(&mut list, index);
    }
    let mut sql = format!(
        "DELETE FROM {statistics} WHERE tbl = {} AND idx NOT IN ({list})",
        string_of(called)
    );
    if keys(&live.definition) == keys(new) {
        sql.push_str(" AND idx NOT LIKE 'sqlite!_autoindex!_%' ESCAPE '!'");
    }
    sql
}

/// The keys that SQLite makes an index for, in order.
fn keys(table: &TableDefinition) -> Vec<Vec<String>> {
    let columns = table
        .constraints()
        .filter_map(|constraint| match &constraint.rule {
            Rule::PrimaryKey { parts, .. } | Rule::Unique { parts, .. } => Some(
                parts
                    .iter()
                    .map(|part| part.column.to_ascii_lowercase())
                    .collect(),
            ),
            _ => None,
        });
    columns.collect()
}

/// Finds what the table has and migrations did not make: a script cannot carry it over.
pub(super) fn nothing_else(rebuild: &Rebuild, made: &Live) -> Statement {
    let this = string_of(&rebuild.table);
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
    let indexes = known(&mut made.indexes.iter().map(|(name, _)| name.as_str()));
    let triggers = known(&mut rebuild.triggers.iter().map(|(name, _)| name.as_str()));
    let columns = known(
        &mut made
            .definition
            .columns
            .iter()
            .map(|each| each.name.as_str()),
    );
    let count = |wanted: fn(&Rule) -> bool| {
        let all = made.definition.constraints();
        all.filter(|each| wanted(&each.rule)).count()
    };
    let uniques = count(|rule| matches!(rule, Rule::Unique { .. }));
    let keys = count(|rule| matches!(rule, Rule::ForeignKey { .. }));
    let query = format!(
        "SELECT type || ' \"' || name || '\"' FROM sqlite_schema \
         WHERE tbl_name = {this} COLLATE NOCASE AND (type = 'trigger' \
         AND name NOT IN ({triggers}) \
         OR type = 'index' AND sql IS NOT NULL AND name NOT IN ({indexes}))\n\
         UNION ALL SELECT 'column \"' || name || '\"' FROM pragma_table_xinfo({this}) \
         WHERE name NOT IN ({columns})\n\
         UNION ALL SELECT 'a unique constraint' WHERE (SELECT count(*) \
         FROM pragma_index_list({this}) WHERE origin = 'u') > {uniques}\n\
         UNION ALL SELECT 'a foreign key' WHERE (SELECT count(DISTINCT id) \
         FROM pragma_foreign_key_list({this})) > {keys}{}",
        words(rebuild, &this)
    );
    Statement::Verify {
        query,
        problem: format!(
            "SQLite can do this only by building table {:?} anew, and a script would lose \
             something that no migration made",
            rebuild.table
        ),
        help: "let `migrate up` do it, which carries it over; or drop it before and create it \
               again after"
            .into(),
    }
}

/// No pragma tells these, so their words are counted in the text. One in a comment stops the
/// script too, which does no harm.
fn words(rebuild: &Rebuild, this: &str) -> String {
    let made = rebuild.before.create.to_uppercase();
    let words: Vec<String> = ["CHECK", "COLLATE", "CONFLICT", "DEFERRABLE"]
        .iter()
        .map(|word| format!("('{word}', {})", made.matches(word).count()))
        .collect();
    format!(
        "\nUNION ALL SELECT 'the word ' || column1 FROM sqlite_schema, (VALUES {}) \
         WHERE type = 'table' AND name = {this} COLLATE NOCASE AND (length(sql) - \
         length(replace(upper(sql), column1, ''))) / length(column1) > column2",
        words.join(", ")
    )
}

/// Foreign keys were not enforced meanwhile, here and in the tables that refer to this one.
pub(super) fn every_reference_holds() -> Statement {
    Statement::Verify {
        query: "SELECT 'table \"' || \"table\" || '\", row ' || coalesce(rowid, '?') || \
                ', refers to no row of table \"' || parent || '\"' \
                FROM pragma_foreign_key_check LIMIT 1"
            .into(),
        problem: "a foreign key would be broken".into(),
        help: "mend or delete the row first".into(),
    }
}
