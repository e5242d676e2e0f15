use std::time::Instant;

use super::runner::Runner;
use crate::error::Error;
use crate::ledger::EntryState;
use crate::plan::{MigrationPlan, Ran};

impl Runner<'_> {
    /// Records a migration as applied without running it.
    pub(super) async fn stamp(&mut self, plan: &MigrationPlan) -> Result<Ran, Error> {
        let start = Instant::now();
        let statements = self.statements();
        let entry = self.entry(plan, EntryState::Applied, start);
        let sql = format!(
            "BEGIN; {}; {}; {}; {}; COMMIT",
            statements.delete(plan.version),
            statements.insert(&entry, plan),
            self.event(plan, "stamp", start, None),
            self.move_head(std::slice::from_ref(plan)),
        );
        if let Err(cause) = self.connection.execute(&sql).await {
            let _ = self.connection.execute("ROLLBACK").await;
            let doing = format!("stamp {}", plan.version);
            return Err(self.connection.refused(&doing, &cause).await);
        }
        Ok(self.finished(plan, start))
    }
}
