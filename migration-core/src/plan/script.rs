//! Plans as scripts that a server's own client runs.

use std::fmt::Write as _;

use super::{MigrationPlan, Plan};
use crate::dialect::{Capabilities, Statement, Step};
use crate::schema::DialectName;

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
        let mut out = format!("-- {} {} ({})\n", self.version, self.name, self.direction);
        let transactional = Capabilities::common(dialect).transactional_ddl();
        let unenforced = self.steps.iter().any(|step| step.without_foreign_keys);
        if unenforced {
            out.push_str("PRAGMA foreign_keys = OFF;\n");
        }
        let mut open = false;
        for step in &self.steps {
            if transactional && step.transactional && !open {
                out.push_str("BEGIN;\n");
                open = true;
            } else if open && !step.transactional {
                out.push_str("COMMIT;\n");
                open = false;
            }
            step.write_script(&mut out);
        }
        if open {
            out.push_str("COMMIT;\n");
        }
        if unenforced {
            out.push_str("PRAGMA foreign_keys = ON;\n");
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
        step.write_script(&mut out);
    }
    out
}

impl Step {
    fn write_script(&self, out: &mut String) {
        for statement in &self.statements {
            write_statement(out, statement);
        }
    }
}

fn write_statement(out: &mut String, statement: &Statement) {
    // Writing to a String cannot fail.
    let _ = match statement {
        Statement::Run(sql) => writeln!(out, "{sql};"),
        Statement::Verify { query, .. } => {
            writeln!(
                out,
                "-- must find nothing: {}",
                query.replace('\n', "\n-- ")
            )
        }
        Statement::Data(code) => writeln!(out, "-- data code in Rust: {}", code.name),
    };
}

/// One statement as the ledger keeps it.
#[cfg(feature = "_io")]
pub(crate) fn statement(statement: &Statement) -> String {
    let mut out = String::new();
    write_statement(&mut out, statement);
    out
}
