//! The ledger: which migrations are applied, what each of them was, and what ever happened.
//!
//! Four tables. `migrate_ledger` has a row for each migration that is applied or under way,
//! `migrate_events` only grows, and `migrate_head` has one row with a digest of the whole
//! ledger, so that "nothing to do" is known from one row at any length of history. Every
//! change moves the head from the value it was seen at: a runner that saw another one
//! changes nothing. `migrate_settings` has what the database says about itself.

mod compare;
mod digest;
mod entry;
mod journal;
mod script;
mod settings;
mod statements;
mod store;
mod timestamp;
mod upgrade;

pub use compare::{History, MigrationStatus, State};
pub use digest::LedgerDigest;
pub use entry::{Entry, EntryState, HistoryEntry};
pub use journal::{Journal, Mark};
pub use script::script;
pub use settings::Settings;
pub use statements::Statements;
pub use store::{Head, LedgerStore};
pub use timestamp::Timestamp;
pub use upgrade::FORMAT;
