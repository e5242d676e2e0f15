//! Plans as scripts that a server's own client runs.

use std::fmt::Write as _;

use super::kept::{FINDS_NOTHING, IN_RUST};
use super::{MigrationPlan, Plan};
use crate::dialect::{Capabilities, Statement, Step};
use crate::schema::DialectName;

/// What a script has around a migration's statements: within its transaction, where the
/// server has transactional DDL, and in one of its own behind them where it has not.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// SQL before the statements: lines, or nothing.
    pub before: &'a str,
    /// SQL behind them: lines, or nothing.
    pub after: &'a str,
    /// The SQL of a query that must find nothing.
    pub verify: &'a dyn Fn(&str) -> String,
}

/// Nothing around the statements, and queries that must find nothing as comments.
const BARE: Frame<'static> = Frame {
    before: "",
    after: "",
    verify: &must_find_nothing,
};

impl Plan {
    /// All migrations as one script.
    #[must_use]
    pub fn script(&self) -> String {
        let scripts: Vec<String> = self
            .migrations
            .iter()
            .map(|migration| migration.script(self.capabilities.dialect()))
            .collect();
        scripts.join("\n")
    }
}

impl MigrationPlan {
    /// The migration as a script: a transaction where the server has transactional DDL.
    #[must_use]
    pub fn script(&self, dialect: DialectName) -> String {
        self.script_within(dialect, BARE)
    }

    /// The migration as a script with something around its statements.
    #[must_use]
    pub fn script_within(&self, dialect: DialectName, frame: Frame<'_>) -> String {
        let title = format!("-- {} {} ({})\n", self.version, self.name, self.direction);
        title + &self.untitled_script(dialect, frame)
    }

    /// The same without a line that says which migration it is: for what is none.
    #[cfg(feature = "_io")]
    pub(crate) fn bare_script(&self, dialect: DialectName) -> String {
        self.untitled_script(dialect, BARE)
    }

    fn untitled_script(&self, dialect: DialectName, frame: Frame<'_>) -> String {
        let mut out = String::new();
        let transactional = Capabilities::common(dialect).transactional_ddl();
        let unenforced = self.steps.iter().any(|step| step.without_foreign_keys);
        if unenforced {
            out.push_str("PRAGMA foreign_keys = OFF;\n");
        }
        let mut open = false;
        let mut switch = |out: &mut String, wanted: bool| {
            if open != wanted {
                out.push_str(if wanted { "BEGIN;\n" } else { "COMMIT;\n" });
                open = wanted;
            }
        };
        for (i, step) in self.steps.iter().enumerate() {
            switch(&mut out, transactional && step.is_transactional_in_script());
            if i == 0 {
                out.push_str(frame.before);
            }
            step.write_script(&mut out, frame.verify, dialect == DialectName::Mysql);
        }
        if !frame.after.is_empty() {
            switch(&mut out, true);
            if self.steps.is_empty() {
                out.push_str(frame.before);
            }
            out.push_str(frame.after);
        }
        switch(&mut out, false);
        if unenforced {
            out.push_str("PRAGMA foreign_keys = ON;\n");
        }
        if dialect == DialectName::Mysql && !out.is_ascii() {
            // By itself the client may send it as Latin 1.
            out.insert_str(0, "SET NAMES utf8mb4;\n");
        }
        out
    }

    /// Its statements as the ledger keeps them, one after another.
    #[must_use]
    pub fn sql(&self) -> String {
        statements(&self.steps)
    }
}

/// The statements of some steps, one after another.
pub(crate) fn statements(steps: &[Step]) -> String {
    let mut out = String::new();
    for step in steps {
        step.write_script(&mut out, &must_find_nothing, false);
    }
    out
}

impl Step {
    fn write_script(&self, out: &mut String, verify: &dyn Fn(&str) -> String, delimited: bool) {
        for statement in &self.statements {
            match statement {
                Statement::Run(sql) if delimited && sql.contains(';') => {
                    let end = delimiter(sql);
                    let _ = writeln!(out, "DELIMITER {end}\n{sql}{end}\nDELIMITER ;");
                }
                _ => write_statement(out, statement, verify),
            }
        }
    }
}

/// A delimiter that the text does not hold. Of MySQL's statements only the bodies of triggers and
/// routines have semicolons in them, at which its client would cut them:
/// <https://dev.mysql.com/doc/refman/8.4/en/stored-programs-defining.html>
fn delimiter(sql: &str) -> String {
    let mut delimiter = String::from("//");
    while sql.contains(&delimiter) {
        delimiter.push('/');
    }
    delimiter
}

fn write_statement(out: &mut String, statement: &Statement, verify: &dyn Fn(&str) -> String) {
    if let Statement::Rebuild(rebuild) = statement {
        for part in rebuild.as_made() {
            write_statement(out, &part, verify);
        }
        return;
    }
    // Writing to a String cannot fail.
    let _ = match statement {
        Statement::Run(sql) => writeln!(out, "{sql};"),
        Statement::Verify { query, .. } => write!(out, "{}", verify(query)),
        Statement::Data(code) => writeln!(out, "{IN_RUST}: {}", code.name),
        Statement::Batches(batches) => match batches.whole() {
            Some(sql) => writeln!(out, "{sql};"),
            None => writeln!(out, "{}", batches.as_comment()),
        },
        Statement::Rebuild(_) => Ok(()),
    };
}

fn must_find_nothing(query: &str) -> String {
    format!("{FINDS_NOTHING}{}\n", query.replace('\n', "\n-- "))
}

/// One statement as the ledger keeps it.
#[cfg(feature = "_io")]
pub(crate) fn statement(statement: &Statement) -> String {
    let mut out = String::new();
    write_statement(&mut out, statement, &must_find_nothing);
    out
}
