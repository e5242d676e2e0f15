//! A case as the text of its golden file.

use std::fmt::Write as _;

use migration_core::dialect::{Batches, Capabilities, Server, Statement, render_next};
use migration_core::operation::Operation;
use migration_core::schema::{DialectName, Schema};

use crate::{Case, folded};

/// Beside what goes for every server of a dialect, where they differ.
const SERVERS: [Capabilities; 5] = [
    Capabilities::new(Server::Sqlite, (3, 53, 0)),
    Capabilities::new(Server::Postgres, (15, 0, 0)),
    Capabilities::new(Server::Postgres, (18, 0, 0)),
    Capabilities::new(Server::Mysql, (8, 4, 0)),
    Capabilities::new(Server::Mariadb, (10, 6, 0)),
];

pub(crate) fn case(case: &Case) -> String {
    let (setup, operations) = case.operations();
    let before = folded(case.name, &setup);
    let mut text = String::new();
    for operation in &operations {
        let _ = writeln!(text, "-- {}", operation.describe().replace('\n', "\n-- "));
    }
    for dialect in DialectName::ALL {
        let common = Capabilities::common(dialect);
        let rendered = section(case.name, &operations, &before, &common);
        let _ = write!(text, "\n-- ==== {dialect} ====\n\n{rendered}");
        for server in SERVERS.iter().filter(|server| server.dialect() == dialect) {
            let other = section(case.name, &operations, &before, server);
            if other != rendered {
                let _ = write!(text, "\n-- ==== {dialect} ({server}) ====\n\n{other}");
            }
        }
    }
    text
}

fn section(
    case: &str,
    operations: &[Operation],
    before: &Schema,
    capabilities: &Capabilities,
) -> String {
    let mut text = String::new();
    let mut schema = before.clone();
    let mut rest = operations;
    while !rest.is_empty() {
        let rendered = render_next(rest, &schema, capabilities);
        let used = rendered.as_ref().map_or(1, |(_, used)| *used);
        match rendered.map(|(steps, _)| steps) {
            Err(refusal) => {
                let _ = writeln!(text, "-- refused: {refusal}\n-- help: {}", refusal.help);
            }
            Ok(steps) if steps.is_empty() => text.push_str("-- nothing to do\n"),
            Ok(steps) => {
                for step in steps {
                    if !step.transactional {
                        text.push_str("-- outside of a transaction:\n");
                    }
                    if step.without_foreign_keys {
                        text.push_str("-- without foreign keys:\n");
                    }
                    for each in step.statements.iter().flat_map(Statement::parts) {
                        statement(&mut text, &each);
                    }
                }
            }
        }
        for operation in &rest[..used] {
            operation
                .apply(&mut schema)
                .unwrap_or_else(|error| panic!("{case}: {}: {error}", operation.describe()));
        }
        rest = &rest[used..];
    }
    text
}

fn statement(text: &mut String, statement: &Statement) {
    let _ = match statement {
        Statement::Run(sql) => writeln!(text, "{sql};"),
        Statement::Verify {
            query,
            problem,
            help,
        } => writeln!(
            text,
            "-- must find nothing: {problem}\n-- help: {help}\n{query};"
        ),
        Statement::Data(code) => writeln!(text, "-- Rust: {}", code.name),
        Statement::Batches(batches) => batch(text, batches),
        Statement::Rebuild(rebuild) => writeln!(text, "-- {}", rebuild.summary()),
    };
}

/// What a batch sends, with words where it begins and ends.
fn batch(text: &mut String, batches: &Batches) -> std::fmt::Result {
    let place = |word: &str| -> Vec<String> {
        let columns = batches.key.iter();
        columns
            .map(|column| format!(":{word}_{}", column.name))
            .collect()
    };
    let (after, until, end) = (place("after"), place("until"), place("end"));
    writeln!(
        text,
        "-- in batches, each up to:\n{};",
        batches.next(Some(&after), &end, 1000)
    )?;
    match batches.update(Some(&after), &until) {
        Some(update) => writeln!(text, "{update};")?,
        None => writeln!(
            text,
            "{};\n-- Rust: {}",
            batches.rows(Some(&after), &until),
            batches.shown()
        )?,
    }
    match batches.whole() {
        Some(whole) => writeln!(text, "-- at once:\n{whole};"),
        None => Ok(()),
    }
}
