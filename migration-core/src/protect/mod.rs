//! What of a plan cannot be taken back, and the word that a person gives for exactly that plan.
//!
//! Pure: whether somebody is asked, and what a database says about itself, is known below the
//! IO line. It knows operations, the schema before them and plans, and no server.

mod assessment;
mod keeps;
mod loss;
mod plan_hash;
mod raw;
mod unapproved;

pub use assessment::{Assessment, OneWay, PlannedLoss};
pub use loss::{Loss, Losses};
pub use plan_hash::{Database, PlanHash};
pub use unapproved::Unapproved;
