//! `migrate generate` as a library: words become operations, operations become the Rust of a
//! new migration.
//!
//! The words are read (`template`, `infer`, `field`), checked against the folded schema and
//! turned into operations (`build`); the operations alone decide what is written (`render`,
//! `source`). Nothing here parses a command line's other arguments or prints.

mod build;
mod draft;
mod error;
mod field;
mod flags;
mod infer;
mod keys;
mod lookup;
mod naming;
mod package;
pub mod render;
mod rustfmt;
mod source;
mod sync;
mod template;
mod understand;
mod version;
mod write;

pub use crate::folded::Folded;
pub use draft::{Draft, Request, ReverseNote, draft};
pub use error::{GenerateError, GenerateErrorKind};
pub use flags::Flags;
pub(crate) use sync::HEADER;
pub use sync::{SyncReport, sync};
pub use template::Template;
pub use write::write;
