use std::fmt;

use super::{BatchWork, Batches, Rebuild};
use crate::operation::DataCode;
use crate::schema::DialectName;

/// One thing that is sent to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// A single SQL statement, without the semicolon at its end.
    Run(String),
    /// A query that must find nothing: a row that it finds stops the migration, before harm is done.
    Verify {
        /// The query. Its first column says what was found.
        query: String,
        /// What it means that a row was found, as a lower-case fragment; what was found is put behind it.
        problem: String,
        /// The way out.
        help: String,
    },
    /// Rust code over rows.
    Data(DataCode),
    /// Work over a table in batches, each in a transaction of its own with where it ended.
    Batches(Box<Batches>),
    /// A change of a SQLite table: what is run follows from the live table, and is proved on it.
    Rebuild(Box<Rebuild>),
}

impl Statement {
    /// The name of the Rust code that it runs, if it runs some.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Data(code) => Some(code.name),
            Self::Batches(batches) => match &batches.work {
                BatchWork::Code(code, _) => Some(code.name),
                BatchWork::Update(_) => None,
            },
            Self::Run(_) | Self::Verify { .. } | Self::Rebuild(_) => None,
        }
    }

    /// What it consists of, where nothing but migrations has changed the database.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        match self {
            Self::Rebuild(rebuild) => rebuild.as_made(),
            plain => vec![plain.clone()],
        }
    }
}

/// Why something that was begun does not go on, found before harm is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is in the way, as a lower-case fragment.
    pub problem: String,
    /// The way out.
    pub help: String,
}

/// What carries out one operation, or a part of it that cannot share a transaction with the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it does, in a few words.
    pub description: String,
    /// Its statements, in order.
    pub statements: Vec<Statement>,
    /// Whether it may run inside a transaction. `CREATE INDEX CONCURRENTLY` may not.
    pub transactional: bool,
    /// Whether foreign keys must not be enforced while it runs. SQLite takes that switch only
    /// outside a transaction, so it is set before the migration's transaction begins:
    /// <https://www.sqlite.org/pragma.html#pragma_foreign_keys>
    pub without_foreign_keys: bool,
    /// Whether it goes on from its first statement wherever it stopped: that one clears away what
    /// a statement which failed has left.
    pub from_the_start: bool,
}

impl Step {
    /// A transactional step of plain statements.
    #[must_use]
    pub fn new(description: impl Into<String>, statements: Vec<Statement>) -> Self {
        Self {
            description: description.into(),
            statements,
            transactional: true,
            without_foreign_keys: false,
            from_the_start: false,
        }
    }

    /// A step of work in batches: the transactions are its own.
    #[must_use]
    pub fn in_batches(batches: Batches) -> Self {
        Self {
            transactional: false,
            ..Self::new("", vec![Statement::Batches(Box::new(batches))])
        }
    }

    /// Whether a script has it within a transaction: there, work in batches is one statement.
    #[must_use]
    pub fn is_transactional_in_script(&self) -> bool {
        let in_batches = |each: &Statement| matches!(each, Statement::Batches(_));
        self.transactional || self.statements.iter().all(in_batches)
    }
}

/// What a dialect cannot do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// The operation, in a few words.
    pub operation: String,
    /// The dialect.
    pub dialect: DialectName,
    /// Why it cannot be done, as a lower-case fragment.
    pub problem: String,
    /// The way out.
    pub help: String,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} cannot {}: {}",
            self.dialect, self.operation, self.problem
        )
    }
}

impl std::error::Error for Unsupported {}
