//! Whether one transaction can hold several migrations.

use crate::dialect::Capabilities;
use crate::error::Error;
use crate::ledger::History;
use crate::migration::Summary;
use crate::plan::MigrationPlan;

/// A migration that is half done goes on where it stopped, outside the others' transaction.
pub(super) fn none_under_way(history: &History<'_>, chosen: &[&Summary]) -> Result<(), Error> {
    let half_done = history
        .under_way()
        .filter(|entry| chosen.iter().any(|next| next.version == entry.version));
    match half_done {
        None => Ok(()),
        Some(entry) => Err(Error::Call {
            problem: format!(
                "migration {} {} is half done, so one transaction cannot hold all of it",
                entry.version, entry.name
            ),
            help: "run `migrate up` without `--transaction all`: it goes on where the migration stopped"
                .to_owned(),
        }),
    }
}

pub(super) fn one_transaction_can_hold(
    plans: &[MigrationPlan],
    capabilities: Capabilities,
) -> Result<(), Error> {
    if !capabilities.transactional_ddl() {
        return Err(Error::Call {
            problem: format!(
                "{capabilities} commits every change of the schema by itself, so one transaction cannot hold all"
            ),
            help: "leave `--transaction all` out".to_owned(),
        });
    }
    let alone = plans.iter().find_map(|plan| {
        let step = plan.steps.iter().find(|step| !step.transactional)?;
        Some((plan, step))
    });
    match alone {
        None => Ok(()),
        Some((plan, step)) => Err(Error::Call {
            problem: format!(
                "migration {} {} cannot share a transaction: {}",
                plan.version, plan.name, step.description
            ),
            help: "leave `--transaction all` out, or run this migration on its own first"
                .to_owned(),
        }),
    }
}
