//! The page as Markdown.

use std::fmt::Write as _;

use super::{Cell, Operations, PRODUCTS, Row};

const HEAD: &str = "\
# Operations

What each server does with each operation and each option of it. The page is written by the golden
tests from their cases (`UPDATE_GOLDEN=1 cargo test -p migration-tests --test golden`): whatever is said
to work is run up, down and up again on the servers of [servers.md](servers.md), and what the database
then holds, read back, is the schema that the operations fold to. Versions that are not in that list were
not run. What a server cannot do is refused when a migration is planned, before anything runs; the number
leads to the reason and the way out.

A line begins with the option as the canonical form names it, the operation itself first. The golden cases
hold the SQL of the three dialects side by side; *alone* says that the option is run by itself too, so that
no other option of a case has a share in what is said.
";

/// How many cases a line names.
const NAMED: usize = 3;

pub(super) fn page(operations: &Operations) -> String {
    let mut out = String::from(HEAD);
    for (operation, rows) in operations {
        let _ = write!(out, "\n## {operation}\n\n| option |");
        for product in &PRODUCTS {
            let _ = write!(out, " {} |", product.name);
        }
        out.push_str(" cases |\n|---|");
        out.push_str(&"---|".repeat(PRODUCTS.len() + 1));
        out.push('\n');
        let mut reasons = Vec::new();
        for (option, row) in rows {
            let name = if option.is_empty() {
                "*itself*".to_owned()
            } else {
                format!("`{option}`")
            };
            let _ = write!(out, "| {name} |");
            for (at, cell) in row.cells.iter().enumerate() {
                let _ = write!(out, " {} |", told(at, cell.as_ref(), &mut reasons));
            }
            let _ = writeln!(out, " {} |", cases(row));
        }
        if !reasons.is_empty() {
            out.push('\n');
        }
        for (at, reason) in reasons.iter().enumerate() {
            let _ = writeln!(out, "{}. {reason}", at + 1);
        }
    }
    out
}

fn told(product: usize, cell: Option<&Cell>, reasons: &mut Vec<String>) -> String {
    match cell {
        None => String::new(),
        Some(Cell::Works) => "works".to_owned(),
        Some(Cell::WorksFrom(at)) => format!("works from {}", PRODUCTS[product].versions[*at].0),
        Some(Cell::Refused(reason, help)) => {
            let text = format!("{reason}: {help}")
                .replace('|', "\\|")
                .replace('<', "\\<");
            let at = reasons
                .iter()
                .position(|each| *each == text)
                .unwrap_or_else(|| {
                    reasons.push(text);
                    reasons.len() - 1
                });
            format!("refused ({})", at + 1)
        }
    }
}

fn cases(row: &Row) -> String {
    let mut named: Vec<String> = row
        .cases
        .iter()
        .take(NAMED)
        .map(|case| format!("[{case}](../tests/golden/{case}.sql)"))
        .collect();
    if row.alone > 0 {
        named.insert(0, "*alone*".to_owned());
    }
    if row.cases.len() > NAMED {
        named.push(format!("and {} more", row.cases.len() - NAMED));
    }
    named.join(", ")
}
