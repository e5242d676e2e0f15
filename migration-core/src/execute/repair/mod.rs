//! Deciding where the ledger and the catalogue cannot: what is half done, what can be done about
//! it with the SQL of each way, and doing what a person chose. Also putting right what the ledger
//! says of migrations that are not as they were.

mod carry_out;
mod history;
mod situation;

pub use history::Rewritten;
pub use situation::{Choice, HalfDone};

/// A way on from a migration that is half done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// The statement in doubt happened: go on behind it.
    Continue,
    /// The statement in doubt did not happen: run it, again, and go on.
    Again,
    /// Undo the operations that are done.
    RollBack,
    /// Run nothing, and record the migration as applied.
    MarkApplied,
    /// Run nothing, and record the migration as not applied.
    MarkPending,
}

impl Repair {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Continue,
        Self::Again,
        Self::RollBack,
        Self::MarkApplied,
        Self::MarkPending,
    ];

    /// The word for programs, which is also the flag of `migrate repair`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Continue => "continue",
            Self::Again => "again",
            Self::RollBack => "roll-back",
            Self::MarkApplied => "mark-applied",
            Self::MarkPending => "mark-pending",
        }
    }
}
