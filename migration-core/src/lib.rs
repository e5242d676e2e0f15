//! Typed schema migrations as data.
//!
//! A migration records [`operation`]s. Folding them gives the [`schema`] at any version;
//! a [`dialect`] turns each into SQL, and a [`plan`] is what will be sent. Below that line
//! stand the drivers, which come with the features `sqlite`, `postgres` and `mysql`.

mod conflict;
pub mod dialect;
pub mod diff;
pub mod dsl;
pub mod error;
pub mod event;
#[doc(hidden)]
pub mod example;
mod failure;
pub mod health;
mod holder;
pub mod migration;
pub mod operation;
pub mod plan;
pub mod prelude;
pub mod protect;
pub mod schema;

#[cfg(feature = "_io")]
pub mod backup;
#[cfg(feature = "_io")]
pub mod compare;
#[cfg(feature = "_io")]
pub mod driver;
#[cfg(feature = "_io")]
pub mod execute;
#[cfg(feature = "_io")]
pub mod introspect;
#[cfg(feature = "_io")]
pub mod ledger;
#[cfg(feature = "_io")]
mod lock;
#[cfg(feature = "_io")]
mod scratch;
#[cfg(feature = "_io")]
pub mod verify;

#[cfg(feature = "_io")]
pub use execute::{
    Choice, DataOptions, DataPending, DataState, DataStatus, DownTarget, HalfDone, Migrator,
    OfflinePlan, Paused, Readiness, Repair, Report, Rewritten, Status, Target, TransactionMode,
    Wait, WaitHook,
};

#[cfg(feature = "_io")]
pub use lock::{Grounds, Unlocked};

pub use conflict::{Blocker, Conflict};
pub use error::{Error, ErrorClass};
pub use event::{DataProgress, Event};
pub use failure::Failure;
pub use holder::Holder;

/// The migrations registered in the crate that this stands in, as a
/// [`Registry`](migration::Registry).
#[macro_export]
macro_rules! registry {
    () => {
        $crate::migration::Registry::of_crate(
            // The first segment of a module's path is the crate's name.
            ::core::module_path!()
                .split("::")
                .next()
                .unwrap_or_default(),
        )
    };
}

/// For the code that the macros write.
#[doc(hidden)]
pub mod private {
    pub use inventory;
}
