//! The way back that the ledger kept, as a plan: all that is left of a migration whose file is gone.

use super::{Direction, MigrationPlan, Planner};
use crate::dialect::{Capabilities, Statement, Step, split};
use crate::error::Error;
use crate::migration::{Checksum, Down, Recorded, Version};
use crate::operation::{Irreversible, Operation, Sql, SqlReverse};
use crate::schema::{DialectName, SqlText};

/// What the ledger keeps of an applied migration.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: &'a str,
    /// Its checksum.
    pub checksum: Checksum,
    /// The statements that undo it, as [`MigrationPlan::sql`] writes them; `None` where it had no
    /// way back.
    pub down_sql: Option<&'a str>,
}

/// What stands before a query that must find nothing.
pub(super) const FINDS_NOTHING: &str = "-- must find nothing: ";
/// What stands before the name of Rust code.
pub(super) const IN_RUST: &str = "-- data code in Rust";

/// A part of the text.
enum Part<'a> {
    Statement(&'a str),
    /// A query that must find nothing.
    Query(String),
}

impl Kept<'_> {
    /// The plan that undoes it. What it loses is known as far as the text tells.
    ///
    /// # Errors
    /// [`Error::Irreversible`] where there is no way back, or one that needs the file.
    pub fn plan(&self, capabilities: Capabilities) -> Result<MigrationPlan, Error> {
        let sql = self.down_sql.ok_or_else(|| {
            self.irreversible(
                "it had no way back when it was applied",
                "write a new migration that undoes what it did, or restore a backup",
            )
        })?;
        let dialect = capabilities.dialect();
        let parts = parts(sql, dialect).map_err(|code| {
            let reason = format!("its way back runs Rust code, which only its file has ({code})");
            self.irreversible(
                &reason,
                "bring the file back from version control, and run `migrate down`",
            )
        })?;
        // What a table is made anew with says what else must not be there.
        let rebuilds = dialect == DialectName::Sqlite
            && parts.iter().any(|part| matches!(part, Part::Query(_)));
        let mut plan = self.empty();
        let mut planner = Planner::new(capabilities);
        for part in parts {
            match part {
                Part::Query(query) => plan.steps.push(Step::new(
                    "check what the way back builds on",
                    vec![Statement::Verify {
                        query,
                        problem: "the way back that the ledger kept does not fit".to_owned(),
                        help: "bring the file back from version control, and run `migrate down`"
                            .to_owned(),
                    }],
                )),
                Part::Statement(sql) => {
                    let one = planner.up(&self.recorded(sql))?;
                    plan.steps.extend(one.steps);
                    plan.destroys.extend(one.destroys);
                    plan.operations.extend(one.operations);
                }
            }
        }
        for step in &mut plan.steps {
            step.without_foreign_keys = rebuilds;
        }
        Ok(plan)
    }

    fn recorded(&self, sql: &str) -> Recorded {
        let sql = Operation::Sql(Sql {
            up: SqlText::from(sql),
            down: SqlReverse::Nothing,
        });
        Recorded::new(self.version, self.name, vec![sql], Down::Derived)
    }

    fn empty(&self) -> MigrationPlan {
        MigrationPlan {
            version: self.version,
            name: self.name.to_owned(),
            checksum: self.checksum,
            direction: Direction::Down,
            steps: Vec::new(),
            parts: Vec::new(),
            partly: false,
            operations: Vec::new(),
            destroys: Vec::new(),
            needs: Vec::new(),
            limits: crate::migration::Limits::new(),
            reversal: None,
        }
    }

    fn irreversible(&self, reason: &str, help: &str) -> Error {
        Error::Irreversible {
            version: self.version,
            name: self.name.to_owned(),
            operation: "what the ledger kept of it".to_owned(),
            cause: Irreversible {
                reason: reason.to_owned(),
                help: help.to_owned(),
            },
        }
    }
}

/// The parts of a text; the error is the line of the Rust code that it would run.
fn parts(sql: &str, dialect: DialectName) -> Result<Vec<Part<'_>>, String> {
    let mut all = Vec::new();
    let mut rest = sql;
    while !rest.trim().is_empty() {
        rest = comments(rest.trim_start(), &mut all)?;
        let Some(piece) = split::statements(rest, dialect).into_iter().next() else {
            break;
        };
        // The piece is a part of the text, with the comments of a person that stand before it.
        all.push(Part::Statement(piece.sql));
        let begin = rest.find(piece.sql).unwrap_or(0);
        rest = rest[begin + piece.sql.len()..].trim_start();
        rest = rest.strip_prefix(';').unwrap_or(rest);
    }
    Ok(all)
}

/// Reads the lines before a statement that stand for no SQL, and gives what is behind them.
fn comments<'a>(text: &'a str, all: &mut Vec<Part<'_>>) -> Result<&'a str, String> {
    let mut rest = text;
    loop {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        if line.starts_with(IN_RUST) {
            return Err(line.trim_start_matches("-- ").to_owned());
        }
        let Some(first) = line.strip_prefix(FINDS_NOTHING) else {
            return Ok(rest);
        };
        let mut query = first.to_owned();
        rest = behind;
        while let Some((line, behind)) = rest.split_once('\n') {
            let is_next = line.starts_with(FINDS_NOTHING) || line.starts_with(IN_RUST);
            let Some(more) = line.strip_prefix("-- ").filter(|_| !is_next) else {
                break;
            };
            query.push('\n');
            query.push_str(more);
            rest = behind;
        }
        all.push(Part::Query(query));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(down_sql: Option<&str>, dialect: DialectName) -> Result<MigrationPlan, Error> {
        let kept = Kept {
            version: "20260101_000000".parse().unwrap(),
            name: "gone",
            checksum: Checksum::of(&[], None),
            down_sql,
        };
        kept.plan(Capabilities::common(dialect))
    }

    /// What is kept of the plan is the same text: so a journal of it goes on.
    #[test]
    fn a_text_becomes_a_plan_of_the_same_text() {
        for (dialect, sql) in [
            (DialectName::Sqlite, ""),
            (DialectName::Sqlite, "DROP TABLE \"a;b\";\nDROP TABLE c;\n"),
            (
                DialectName::Sqlite,
                "-- must find nothing: SELECT 1\n-- FROM a\n-- must find nothing: SELECT 2\nDROP TABLE a;\n-- must find nothing: SELECT 3\n",
            ),
            (
                DialectName::Mysql,
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @x = 1; SET @y = 2; END;\nDROP TABLE `b`;\n",
            ),
            (
                DialectName::Postgres,
                "DROP INDEX CONCURRENTLY \"i\";\nDROP TABLE \"a\";\n",
            ),
        ] {
            let plan = plan(Some(sql), dialect).unwrap();
            assert_eq!(plan.sql(), sql);
            assert_eq!(plan.direction, Direction::Down);
        }
    }

    #[test]
    fn what_it_loses_and_how_it_runs_is_read_off_the_text() {
        let lost = plan(Some("DROP TABLE \"a\";\n"), DialectName::Postgres).unwrap();
        assert_eq!(lost.destroys.len(), 1, "{:?}", lost.destroys);
        let alone = plan(Some("DROP INDEX CONCURRENTLY i;\n"), DialectName::Postgres).unwrap();
        assert!(!alone.steps[0].transactional);
        let anew = "-- must find nothing: SELECT 1\nDROP TABLE a;\n";
        let anew = plan(Some(anew), DialectName::Sqlite).unwrap();
        assert!(anew.steps.iter().all(|step| step.without_foreign_keys));
    }

    #[test]
    fn what_needs_the_file_is_refused() {
        for (sql, expected) in [
            (None, "no way back when it was applied"),
            (Some("DROP TABLE a;\n-- data code in Rust: undo\n"), "undo"),
            (
                Some("-- data code in Rust, in batches over users: slugs\n"),
                "slugs",
            ),
        ] {
            let error = plan(sql, DialectName::Sqlite).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
            assert!(error.help().is_some());
        }
    }
}
