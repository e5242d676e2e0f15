//! The ledger's part of an offline script: what a runner would write, in SQL alone.

use super::statements::Signature;
use super::{EntryState, LedgerDigest, Statements};
use crate::plan::{Direction, Frame, MigrationPlan, Plan};
use crate::schema::DialectName;

/// A plan as a script that keeps the ledger as a runner would: a database that stands at
/// `digest` ends with every migration of the plan in it, or taken out of it.
#[must_use]
pub fn script(plan: &Plan, mut digest: LedgerDigest, tool: &str) -> String {
    let statements = Statements::new(plan.capabilities.dialect());
    let signature = statements.signature_of_server(tool);
    let mut out = format!("{}\n", statements.call());
    // Where something is applied, there is a ledger.
    if digest == LedgerDigest::default() {
        out.push_str(&statements.create_tables());
        out.push('\n');
    }
    for migration in &plan.migrations {
        let next = digest.toggled(migration.version, &migration.checksum);
        let frame = Frame {
            before: &statements.stop_unless_at(&digest),
            after: &statements.conclude(migration, &signature, &digest, &next),
            verify: &|query| statements.stop_where_found(query),
        };
        out.push('\n');
        out.push_str(&migration.script_within(plan.capabilities.dialect(), frame));
        digest = next;
    }
    out
}

impl Statements {
    /// How the script is to be called. What a client does after an error is its own affair.
    const fn call(self) -> &'static str {
        match self.dialect() {
            DialectName::Sqlite => "-- run it with: sqlite3 -bail DATABASE < FILE",
            DialectName::Postgres => "-- run it with: psql -v ON_ERROR_STOP=1 -f FILE DATABASE",
            DialectName::Mysql => "-- run it with: mysql DATABASE < FILE",
        }
    }

    /// Moment and user as the server knows them.
    fn signature_of_server(self, tool: &str) -> Signature {
        let (at, who) = match self.dialect() {
            // SQLite has no users.
            DialectName::Sqlite => ("strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", "'script'"),
            DialectName::Postgres => (
                "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
                "session_user",
            ),
            DialectName::Mysql => (
                "CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')",
                "USER()",
            ),
        };
        Signature {
            at: at.to_owned(),
            who: who.to_owned(),
            tool: self.text(tool),
        }
    }

    fn conclude(
        self,
        migration: &MigrationPlan,
        signature: &Signature,
        from: &LedgerDigest,
        to: &LedgerDigest,
    ) -> String {
        let (entry, change) = match migration.direction {
            Direction::Up => (
                self.insert_signed(migration, EntryState::Applied, 0, signature),
                1,
            ),
            Direction::Down => (self.delete(migration.version), -1),
        };
        let event = self.event_signed(
            self.text(migration.direction.as_str()),
            migration.version,
            &migration.name,
            signature,
            ["NULL".to_owned(), "NULL".to_owned()],
        );
        format!(
            "{entry};\n{event};\n{};\n",
            self.move_head(from, to, change)
        )
    }

    fn stop_unless_at(self, digest: &LedgerDigest) -> String {
        // SQLite holds the whole file from the first statement that may write, and MySQL's
        // transaction would end with the first change of the schema.
        let hold = match self.dialect() {
            DialectName::Postgres => {
                "-- other runners wait from here on\nUPDATE migrate_head SET applied = applied WHERE id = 1;\n"
            }
            DialectName::Sqlite | DialectName::Mysql => "",
        };
        format!(
            "{hold}-- an error here says that the database is not where this script begins\n{}",
            self.stop_where(&format!(
                "NOT EXISTS (SELECT 1 FROM migrate_head WHERE id = 1 AND digest = '{digest}')"
            ))
        )
    }

    fn stop_where_found(self, query: &str) -> String {
        format!(
            "-- an error here says that this query found what may not be there\n{}",
            self.stop_where(&format!("EXISTS ({query})"))
        )
    }

    /// Stops a script where the condition holds: what it puts in is refused by the table's
    /// primary key. Outside of functions and triggers no statement of the three dialects
    /// raises an error of its own.
    fn stop_where(self, condition: &str) -> String {
        let from = match self.dialect() {
            DialectName::Mysql => " FROM DUAL",
            DialectName::Sqlite | DialectName::Postgres => "",
        };
        format!(
            "INSERT INTO migrate_head (id, applied, digest) SELECT 1, 0, ''{from} WHERE {condition};\n"
        )
    }
}
