//! What is known of a migration that failed while it ran.

use crate::conflict::Conflict;
use crate::migration::Version;
use crate::plan::{Direction, Ran};

/// A migration that failed while it ran.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What ran before it in the same call.
    pub ran: Vec<Ran>,
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// Which way it went.
    pub direction: Direction,
    /// The step that failed, in a few words.
    pub step: String,
    /// Which statement of the migration failed, counted from 1.
    pub statement: usize,
    /// How many statements the migration has.
    pub statements: usize,
    /// The statement, where it is one.
    pub sql: Option<String>,
    /// What the server said.
    pub cause: String,
    /// A way out that the statement itself knows.
    pub hint: Option<String>,
    /// Where another session had what the statement needs: who, and how often it was tried.
    pub conflict: Option<Conflict>,
    /// Whether everything the migration did was rolled back.
    pub undone: bool,
    /// What the failed statement itself did, and remains, where it works in batches.
    pub part: Option<String>,
}

impl Failure {
    /// What exists now, as a sentence.
    #[must_use]
    pub fn state(&self) -> String {
        let done = self.statement.saturating_sub(1);
        if let Some(part) = &self.part {
            return part.clone();
        }
        if self.undone || done == 0 {
            "nothing of this migration remains: the database is as it was before it".to_owned()
        } else {
            format!(
                "{done} of its {} statements took effect and remain, as this server cannot roll them back",
                self.statements
            )
        }
    }

    pub(crate) fn help(&self) -> String {
        let verb = match self.direction {
            Direction::Up => "up",
            Direction::Down => "down",
        };
        match &self.hint {
            Some(hint) => format!("{hint}; then run `migrate {verb}` again"),
            None if self.part.is_some() => format!(
                "mend the data, then run `migrate {verb}` again: it goes on behind the last batch"
            ),
            None if self.undone || self.statement <= 1 => {
                format!("mend the migration or the data, then run `migrate {verb}` again")
            }
            None => format!(
                "mend the data or the rest of the migration, then run `migrate {verb}` again: \
                 it goes on with statement {}",
                self.statement
            ),
        }
    }
}
