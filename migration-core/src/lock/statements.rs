//! The lock's own SQL on the ledger's one-row table, as text without parameters.

use crate::driver::literal;
use crate::schema::DialectName;

/// What a runner writes into the row when it takes the lock.
#[derive(Debug, Clone)]
pub(super) struct Claim<'a> {
    pub(super) token: &'a str,
    pub(super) owner: &'a str,
    pub(super) process: u32,
    pub(super) home: &'a str,
    pub(super) since: &'a str,
    pub(super) step: &'a str,
    /// In milliseconds.
    pub(super) ttl: u128,
    /// Whether the connection is one and the same session of the server throughout.
    pub(super) session: bool,
}

/// The row of a runner, by the token that no other runner has.
#[derive(Debug, Clone)]
pub(super) struct LeaseSql {
    dialect: DialectName,
    /// Hexadecimal digits.
    token: String,
}

/// The columns of the lease, in the order of [`super::row::LeaseRow`].
pub(super) const READ: &str = "SELECT token, beat, held, owner, pid, home, backend, since, step, ttl FROM migrate_head WHERE id = 1";

impl LeaseSql {
    pub(super) const fn new(dialect: DialectName, token: String) -> Self {
        Self { dialect, token }
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether this runner has the lock, as a condition on the row itself.
    pub(super) fn mine(&self) -> String {
        format!("token = '{}' AND held = 1", self.token)
    }

    /// Takes the lock, if its row is still the one that was seen: one row changes, or none.
    pub(super) fn take(&self, claim: &Claim<'_>, seen: &super::row::LeaseRow) -> String {
        let backend = match self.dialect {
            DialectName::Postgres if claim.session => "pg_backend_pid()",
            DialectName::Mysql => "CONNECTION_ID()",
            DialectName::Postgres | DialectName::Sqlite => "0",
        };
        let text = |text: &str| literal(self.dialect, text);
        format!(
            "UPDATE migrate_head SET token = {}, beat = 0, held = 1, owner = {}, pid = {}, home = {}, backend = {backend}, \
             since = {}, step = {}, ttl = {} WHERE {}",
            text(claim.token),
            text(claim.owner),
            claim.process,
            text(claim.home),
            text(claim.since),
            text(claim.step),
            claim.ttl,
            self.unlocked(&format!(
                "id = 1 AND token = {} AND beat = {} AND held = {}",
                text(&seen.token),
                seen.beat,
                u8::from(seen.held)
            )),
        )
    }

    /// Says that the holder lives.
    pub(super) fn beat(&self) -> String {
        let row = self.unlocked(&format!("id = 1 AND {}", self.mine()));
        format!("UPDATE migrate_head SET beat = beat + 1 WHERE {row}")
    }

    /// As [`LeaseSql::beat`], and holds the row until the transaction ends: whoever takes the
    /// lock meanwhile waits, and then finds another beat than the one that was seen.
    ///
    /// It may say what the holder is at.
    pub(super) fn fence(&self, step: &str) -> String {
        let step = match step.chars().take(255).collect::<String>() {
            step if step.is_empty() => String::new(),
            step => format!(", step = {}", literal(self.dialect, &step)),
        };
        format!(
            "UPDATE migrate_head SET beat = beat + 1{step} WHERE id = 1 AND {}",
            self.mine()
        )
    }

    /// Stops the statements that are sent together with it where another runner has the lock:
    /// what it puts in is refused by the table's primary key. Outside of functions and triggers
    /// no statement of the three dialects raises an error of its own.
    pub(super) fn stop(&self) -> String {
        let from = match self.dialect {
            DialectName::Mysql => " FROM DUAL",
            DialectName::Sqlite | DialectName::Postgres => "",
        };
        format!(
            "INSERT INTO migrate_head (id, applied, digest) SELECT 1, 0, ''{from} \
             WHERE NOT EXISTS (SELECT 1 FROM migrate_head WHERE id = 1 AND {})",
            self.mine()
        )
    }

    /// Gives the lock back.
    pub(super) fn release(&self) -> String {
        format!(
            "UPDATE migrate_head SET held = 0, beat = beat + 1 WHERE id = 1 AND {}",
            self.mine()
        )
    }

    /// Takes the lock away from the holder that was seen, and leaves it to nobody; by force, also
    /// from one that has moved since.
    pub(super) fn free(&self, seen: &super::row::LeaseRow, force: bool) -> String {
        let mut row = format!(
            "id = 1 AND token = {} AND held = 1",
            literal(self.dialect, &seen.token)
        );
        if !force {
            row.push_str(&format!(" AND beat = {}", seen.beat));
        }
        format!(
            "UPDATE migrate_head SET token = '', held = 0, beat = beat + 1 WHERE {}",
            self.unlocked(&row)
        )
    }

    /// A condition on the row that never waits for who is changing it. PostgreSQL alone says so
    /// in the statement; elsewhere the wait for a row has a limit of the connection's own.
    fn unlocked(&self, condition: &str) -> String {
        match self.dialect {
            DialectName::Postgres => format!(
                "id = (SELECT id FROM migrate_head WHERE {condition} FOR UPDATE SKIP LOCKED)"
            ),
            DialectName::Sqlite | DialectName::Mysql => condition.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::LeaseRow;
    use super::*;

    #[test]
    fn what_another_runner_wrote_stays_text() {
        let seen = LeaseRow {
            token: "x' OR '1'='1".to_owned(),
            ..LeaseRow::default()
        };
        let claim = Claim {
            token: "ab",
            owner: "o'hara@host\\x",
            process: 7,
            home: "here",
            since: "2026-11-20T15:00:00.000Z",
            step: "up",
            ttl: 15_000,
            session: true,
        };
        for (dialect, texts) in [
            (
                DialectName::Postgres,
                [
                    "token = 'x'' OR ''1''=''1'",
                    "E'o''hara@host\\\\x'",
                    "SKIP LOCKED",
                ],
            ),
            (
                DialectName::Sqlite,
                [
                    "token = 'x'' OR ''1''=''1'",
                    "'o''hara@host\\x'",
                    "backend = 0",
                ],
            ),
            (
                DialectName::Mysql,
                [
                    "token = 'x'' OR ''1''=''1'",
                    "_utf8mb4 X'6F27",
                    "CONNECTION_ID()",
                ],
            ),
        ] {
            let sql = LeaseSql::new(dialect, "ab".to_owned()).take(&claim, &seen);
            for text in texts {
                assert!(sql.contains(text), "{text} in {sql}");
            }
        }
    }
}
