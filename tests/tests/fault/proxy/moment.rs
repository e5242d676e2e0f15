use migration_core::schema::DialectName;

/// What a server may answer to any statement.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) name: &'static str,
    /// PostgreSQL's code, <https://www.postgresql.org/docs/current/errcodes-appendix.html>
    sqlstate: &'static str,
    /// MariaDB's number, <https://mariadb.com/kb/en/mariadb-error-code-reference/>
    number: u16,
    /// Whether MariaDB rolls the transaction back with it. PostgreSQL always does.
    rolls_back: bool,
}

impl Refusal {
    pub(crate) const ALL: [Self; 4] = [
        Self::new("lock time-out", "55P03", 1205, false),
        Self::new("deadlock", "40P01", 1213, true),
        Self::new("statement time-out", "57014", 1969, false),
        Self::new("disk full", "53100", 1114, false),
    ];

    const fn new(
        name: &'static str,
        sqlstate: &'static str,
        number: u16,
        rolls_back: bool,
    ) -> Self {
        Self {
            name,
            sqlstate,
            number,
            rolls_back,
        }
    }

    /// A statement that the server answers with it, in the place of this one.
    pub(super) fn instead_of(&self, statement: &str, dialect: DialectName) -> String {
        if dialect == DialectName::Mysql {
            let rollback = if self.rolls_back { "ROLLBACK; " } else { "" };
            let number = self.number;
            return format!(
                "{rollback}SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = 'injected'"
            );
        }
        // What begins with the transaction fails inside it.
        let begin = if statement.starts_with("BEGIN") {
            "BEGIN; "
        } else {
            ""
        };
        let code = self.sqlstate;
        format!("{begin}DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '{code}'; END $$")
    }
}

/// What happens to a statement on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// It is stopped: the server never has it.
    Before,
    /// It is stopped when the server has it and has not answered.
    InFlight,
    /// It is stopped when the server has answered, and the runner never knows.
    Answered,
    /// The server refuses it.
    Refused(&'static Refusal),
}

impl Moment {
    /// Those that stop it.
    pub(crate) const STOPS: [Self; 3] = [Self::Before, Self::InFlight, Self::Answered];
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Before => "before",
            Self::InFlight => "in flight",
            Self::Answered => "answered",
            Self::Refused(refusal) => refusal.name,
        })
    }
}

/// Which statement, counted from 0 over all connections, and what happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) statement: usize,
    pub(crate) moment: Moment,
}
