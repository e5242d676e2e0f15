//! The lines of a migration that is under way: before each statement that commits by itself
//! stands what the catalogue said, so that it can be told afterwards whether it happened.

use super::statements::{COLUMNS, number};
use super::{Entry, EntryState, LedgerStore, Statements};
use crate::dialect::trace::Seen;
use crate::driver::Connection;
use crate::error::Error;
use crate::migration::Version;
use crate::plan::{Direction, MigrationPlan};
use crate::schema::DialectName;

/// What a line says of the statement that it stands before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It is sent now, and nothing will tell whether it happened.
    Sent,
    /// It is sent now, and this was seen at its places.
    Seen(Vec<Seen>),
    /// A person said that it is the next one.
    Chosen,
}

impl Mark {
    fn text(&self) -> String {
        let all = match self {
            Self::Sent => return "sent".to_owned(),
            Self::Chosen => return "chosen".to_owned(),
            Self::Seen(all) => all,
        };
        let words: Vec<String> = all
            .iter()
            .map(|seen| match seen {
                Seen::Nothing => "-".to_owned(),
                Seen::Whole(text) => format!("={text}"),
                Seen::Half(text) => format!("~{text}"),
                Seen::Unreadable => "?".to_owned(),
            })
            .collect();
        words.join(" ")
    }

    fn parse(text: &str) -> Self {
        let seen = |word: &str| match (word, word.get(..1), word.get(1..)) {
            ("-", ..) => Seen::Nothing,
            (_, Some("="), Some(text)) => Seen::Whole(text.to_owned()),
            (_, Some("~"), Some(text)) => Seen::Half(text.to_owned()),
            _ => Seen::Unreadable,
        };
        match text {
            "sent" => Self::Sent,
            "chosen" => Self::Chosen,
            all => Self::Seen(all.split(' ').map(seen).collect()),
        }
    }
}

/// What the ledger keeps of a migration that is under way, beside its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    /// The statements upwards.
    pub up_sql: String,
    /// The statements downwards, where there is a way back.
    pub down_sql: Option<String>,
    /// What was seen before the first statement that is not known to be done; `None` where
    /// it was not sent yet.
    pub mark: Option<Mark>,
    /// Whether the server and the session print definitions as they did for the mark.
    pub prints_alike: bool,
    /// The server's session that sent the statements.
    pub backend: Option<String>,
    /// How many operations of the migration there are to undo, where it was not applied whole.
    pub part: Option<usize>,
}

/// What stands between a mark and what the server printed it with.
const PRINTED_BY: &str = " | ";

impl Statements {
    /// The columns of the ledger that only a migration under way has, with their types.
    pub(super) const fn journal_columns(self) -> [(&'static str, &'static str); 3] {
        match self.dialect() {
            DialectName::Mysql => [
                ("mark", "LONGTEXT"),
                ("backend", "varchar(64)"),
                ("part", "INT"),
            ],
            DialectName::Postgres => [
                ("mark", "text"),
                ("backend", "varchar(64)"),
                ("part", "integer"),
            ],
            DialectName::Sqlite => [
                ("mark", "TEXT"),
                ("backend", "varchar(64)"),
                ("part", "INTEGER"),
            ],
        }
    }

    /// Reads the journal of a migration that is under way.
    #[must_use]
    pub fn read_journal(self, version: Version) -> String {
        format!(
            "SELECT up_sql, down_sql, mark, backend, part, {} FROM migrate_ledger WHERE version = {}",
            self.printed_by(),
            number(version)
        )
    }

    /// Puts in the entry of a migration that begins.
    #[must_use]
    pub fn begin(self, entry: &Entry, plan: &MigrationPlan, mark: Option<&Mark>) -> String {
        let signature = self.signature(&entry.applied_by, &entry.tool, entry.applied_at);
        format!(
            "INSERT INTO migrate_ledger ({COLUMNS}, up_sql, down_sql, mark, backend) VALUES ({}, {}, {})",
            self.values(plan, entry.state, entry.duration.as_millis(), &signature),
            self.mark(mark),
            self.backend()
        )
    }

    /// Says which statement is sent next, where the ledger still says what was read in it.
    #[must_use]
    pub fn line(self, version: Version, from: usize, to: usize, mark: Option<&Mark>) -> String {
        format!(
            "UPDATE migrate_ledger SET done = {to}, mark = {} WHERE version = {} AND state = 'running' AND done = {from}",
            self.mark(mark),
            number(version)
        )
    }

    /// Says that an entry is under way again, where the ledger still says what was read in it.
    #[must_use]
    pub fn resume(
        self,
        entry: &Entry,
        direction: Direction,
        next: usize,
        mark: Option<&Mark>,
        sql: &str,
    ) -> String {
        let column = match direction {
            Direction::Up => "up_sql",
            Direction::Down => "down_sql",
        };
        format!(
            "UPDATE migrate_ledger SET state = 'running', direction = '{direction}', done = {next}, mark = {}, \
             backend = {}, {column} = {} WHERE version = {} AND state = '{}' AND direction = '{}' AND done = {}",
            self.mark(mark),
            self.backend(),
            self.text(sql),
            number(entry.version),
            entry.state.as_str(),
            entry.direction,
            entry.done,
        )
    }

    /// A statement that is followed by a row with the number of rows it changed.
    #[must_use]
    pub fn counted(self, sql: &str) -> String {
        match self.dialect() {
            DialectName::Mysql => format!("{sql}; SELECT ROW_COUNT()"),
            DialectName::Sqlite | DialectName::Postgres => format!("{sql} RETURNING 1"),
        }
    }

    /// Says how a migration stands that does not go on now.
    #[must_use]
    pub fn rest(
        self,
        version: Version,
        state: EntryState,
        direction: Direction,
        done: usize,
    ) -> String {
        format!(
            "UPDATE migrate_ledger SET state = '{}', direction = '{direction}', done = {done}, mark = NULL WHERE version = {}",
            state.as_str(),
            number(version)
        )
    }

    /// Says with which statement a migration goes on, as a person chose.
    #[must_use]
    pub fn choose(self, entry: &Entry, next: usize) -> String {
        format!(
            "UPDATE migrate_ledger SET state = 'failed', done = {next}, mark = {} WHERE version = {}",
            self.mark(Some(&Mark::Chosen)),
            number(entry.version)
        )
    }

    /// Says that the first operations of a migration, which was not applied whole, are to be undone.
    #[must_use]
    pub fn roll_back(self, entry: &Entry, operations: usize) -> String {
        format!(
            "UPDATE migrate_ledger SET state = 'failed', direction = 'down', done = 0, mark = NULL, part = {operations} \
             WHERE version = {}",
            number(entry.version)
        )
    }

    fn mark(self, mark: Option<&Mark>) -> String {
        let Some(mark) = mark else {
            return "NULL".to_owned();
        };
        let text = self.text(&mark.text());
        match self.dialect() {
            DialectName::Mysql => format!("CONCAT({text}, '{PRINTED_BY}', {})", self.printed_by()),
            _ => text,
        }
    }

    /// What a server's words for a definition depend on.
    const fn printed_by(self) -> &'static str {
        match self.dialect() {
            DialectName::Mysql => {
                "CONCAT_WS(' ', VERSION(), @@SESSION.sql_mode, @@SESSION.sql_quote_show_create)"
            }
            // There the catalogue's numbers are compared.
            _ => "NULL",
        }
    }

    /// The session, as the server knows it.
    const fn backend(self) -> &'static str {
        match self.dialect() {
            DialectName::Mysql => "CONNECTION_ID()",
            DialectName::Postgres => {
                "(SELECT concat(pid, '/', extract(epoch FROM backend_start)) FROM pg_stat_activity WHERE pid = pg_backend_pid())"
            }
            DialectName::Sqlite => "NULL",
        }
    }

    /// Asks which other session is still busy with the statement of a runner that died (`1`), or
    /// is there and idle (`0`), each with a name. The server may have read the statement and not
    /// that its sender is gone.
    #[must_use]
    pub fn find_orphan(self, backend: Option<&str>, statement: &str) -> Option<String> {
        // A long statement is not shown whole.
        let head: String = statement.chars().take(900).collect();
        let head = self.text(&head);
        let backend = self.text(backend.unwrap_or_default());
        match self.dialect() {
            DialectName::Sqlite => None,
            DialectName::Postgres => Some(format!(
                "SELECT CASE WHEN state <> 'idle' THEN 1 ELSE 0 END, pid FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid() \
                 AND (left(query, 900) = {head} AND state <> 'idle' \
                 OR concat(pid, '/', extract(epoch FROM backend_start)) = {backend})"
            )),
            DialectName::Mysql => Some(format!(
                "SELECT CASE WHEN command <> 'Sleep' THEN 1 ELSE 0 END, id FROM information_schema.processlist \
                 WHERE id <> CONNECTION_ID() AND (db = DATABASE() AND LEFT(info, 900) = {head} OR id = {backend})"
            )),
        }
    }
}

impl LedgerStore {
    /// How many operations there are to undo of a migration that was not applied whole and is on
    /// its way down; `None` where there is no such one.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn part(
        connection: &mut Connection,
        under_way: Option<&Entry>,
    ) -> Result<Option<(Version, usize)>, Error> {
        let Some(entry) = under_way.filter(|entry| entry.direction == Direction::Down) else {
            return Ok(None);
        };
        let journal = Self::journal(connection, entry.version).await?;
        let part = journal.and_then(|journal| journal.part);
        Ok(part.map(|operations| (entry.version, operations)))
    }

    /// The journal of a migration that is under way; `None` where it is not any more.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn journal(
        connection: &mut Connection,
        version: Version,
    ) -> Result<Option<Journal>, Error> {
        let sql = Statements::new(connection.dialect()).read_journal(version);
        let rows = connection
            .query(&sql)
            .await
            .map_err(|cause| Error::Database {
                doing: "read the journal".to_owned(),
                cause: cause.to_string(),
            })?;
        Ok(rows.into_iter().next().map(|row| {
            let mut values = row.into_iter();
            let mut next = || values.next().flatten();
            let (up_sql, down_sql, mark) = (next().unwrap_or_default(), next(), next());
            let (backend, part, prints_now) = (next(), next(), next());
            let (mark, printed_by) = match mark {
                Some(text) => match text.split_once(PRINTED_BY) {
                    Some((mark, by)) => (Some(Mark::parse(mark)), Some(by.to_owned())),
                    None => (Some(Mark::parse(&text)), None),
                },
                None => (None, None),
            };
            Journal {
                up_sql,
                down_sql,
                prints_alike: mark.is_none() || printed_by == prints_now,
                mark,
                backend,
                part: part.and_then(|text| text.parse().ok()),
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        for mark in [
            Mark::Sent,
            Mark::Chosen,
            Mark::Seen(vec![
                Seen::Nothing,
                Seen::Whole("16ab".to_owned()),
                Seen::Half("7".to_owned()),
                Seen::Unreadable,
            ]),
        ] {
            assert_eq!(Mark::parse(&mark.text()), mark);
        }
    }
}
