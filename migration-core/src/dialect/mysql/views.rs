//! Views that a change would break. Neither server minds: the view stays, and every query of it
//! fails from then on. <https://dev.mysql.com/doc/refman/8.4/en/create-view.html>
//!
//! In the definition that a server keeps, every table stands behind its database's name, an
//! alias behind the table, and a column behind either.

use super::literal::{name, string};
use crate::dialect::Statement;

/// That no view reads the table.
pub(super) fn none_uses_table(table: &str) -> Statement {
    found(&format!("table {table:?}"), &reads(table))
}

/// That no view reads the column of the table.
pub(super) fn none_uses_column(table: &str, column: &str) -> Statement {
    let pattern = format!(
        "(?s)(?:{table}[.]{column}|(?=.*{table} `([^`]+)`).*`\\1`[.]{column})",
        table = escaped(&quoted(table)),
        column = escaped(&quoted(column)),
    );
    let mut condition = reads(table);
    condition.push_str(" AND view_definition REGEXP ");
    string(&mut condition, &pattern);
    found(&format!("column {column:?} of table {table:?}"), &condition)
}

/// Whether a view's definition names the table.
fn reads(table: &str) -> String {
    let mut condition = String::from("LOCATE(CONCAT('`', DATABASE(), ");
    string(&mut condition, &format!("`.{}", quoted(table)));
    condition.push_str("), view_definition) > 0");
    condition
}

fn quoted(called: &str) -> String {
    let mut out = String::new();
    name(&mut out, called);
    out
}

fn found(what: &str, condition: &str) -> Statement {
    Statement::Verify {
        query: format!(
            "SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() AND {condition}"
        ),
        problem: format!("a view reads {what} and would be broken"),
        help: "drop the view before, and create it again after".into(),
    }
}

/// The text as a regular expression that matches it alone.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '^' | '$' | '.' | '|' | '?' | '*' | '+' | '(' | ')' | '[' | ']' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
