//! One command a file: its flags, and what it does.

#[cfg(feature = "generate")]
pub(crate) mod completions;
pub(crate) mod current;
pub(crate) mod db;
pub(crate) mod down;
#[cfg(not(feature = "generate"))]
pub(crate) mod elsewhere;
#[cfg(feature = "generate")]
pub(crate) mod generate;
pub(crate) mod history;
#[cfg(feature = "generate")]
pub(crate) mod init;
pub(crate) mod plan;
pub(crate) mod redo;
pub(crate) mod reset;
pub(crate) mod schema;
pub(crate) mod sql;
pub(crate) mod stamp;
pub(crate) mod status;
#[cfg(feature = "generate")]
pub(crate) mod sync;
pub(crate) mod up;
pub(crate) mod validate;
pub(crate) mod verify;
