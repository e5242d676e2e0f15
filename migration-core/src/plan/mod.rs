//! Plans: what will be sent to the server, as plain data. A plan never sees a connection.

mod kept;
mod migration_plan;
mod need;
mod planner;
mod ran;
mod script;

#[cfg(feature = "_io")]
pub(crate) use script::{statement, statements};

pub use kept::Kept;
pub use migration_plan::{Direction, MigrationPlan, Part, Plan, Reversal};
pub use need::Need;
pub use planner::Planner;
pub use ran::Ran;
pub use script::Frame;
