use std::fmt;

use super::Error;
use crate::health;
use crate::migration::Version;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misfit {
                version,
                name,
                operation,
                number,
                cause,
            } => {
                write!(
                    f,
                    "migration {version} {name}, operation {number} ({operation}): {cause}"
                )
            }
            Self::Unsupported {
                version,
                name,
                cause,
            } => write!(f, "migration {version} {name}: {cause}"),
            Self::HalfDone { version, name } => {
                write!(f, "migration {version} {name} is half done")
            }
            Self::NoWay {
                object, problem, ..
            } => write!(f, "{object}: {problem}"),
            Self::Irreversible {
                version,
                name,
                operation,
                cause,
            } => write!(
                f,
                "migration {version} {name} cannot be reversed, {operation}: {cause}"
            ),
            Self::DuplicateVersion {
                version,
                first,
                second,
            } => {
                write!(
                    f,
                    "two migrations have the version {version}: {first} and {second}"
                )
            }
            Self::Changed { migrations } => {
                write!(f, "{} changed after it was applied", listed(migrations))
            }
            Self::Missing { migrations } => {
                write!(
                    f,
                    "{} applied to this database, but not among the migrations of this build",
                    listed(migrations)
                )
            }
            Self::Future { migrations, newest } => write!(
                f,
                "{} applied by a newer build: this one ends with {newest}",
                listed(migrations)
            ),
            Self::Late {
                version,
                name,
                collides_with: (other, other_name),
                over,
            } => write!(
                f,
                "migration {version} {name} came late: {other} {other_name} is applied already, and both touch {over}"
            ),
            Self::Interrupted {
                version,
                name,
                done,
                doubtful,
                why,
            } => write!(
                f,
                "an earlier run of migration {version} {name} was interrupted behind {done} statements, and it is \
                 not known whether this one happened, as {why}: {doubtful}"
            ),
            Self::OtherWay {
                version,
                name,
                direction,
            } => write!(
                f,
                "migration {version} {name} is half done on its way {direction}"
            ),
            Self::NewerLedger { format, known } => write!(
                f,
                "the ledger of this database has form {format}, and this build knows it up to form {known}"
            ),
            Self::UnknownVersion { version, problem } => write!(f, "version {version} {problem}"),
            Self::LockBusy { holder, waited } => {
                write!(f, "another runner is migrating this database")?;
                if let Some(holder) = holder {
                    write!(f, " ({holder})")?;
                }
                match waited {
                    Some(waited) => write!(f, "; gave up after {:.1} s", waited.as_secs_f64()),
                    None => Ok(()),
                }
            }
            Self::LockHeld { holder, sign } => {
                write!(
                    f,
                    "the lock was left to its holder, which lives ({holder}): {sign}"
                )
            }
            Self::LockLost { holder } => {
                write!(
                    f,
                    "this runner lost the lock, so it stopped: it was not heard for too long, or the lock was taken from it"
                )?;
                match holder {
                    Some(holder) => write!(f, "; another runner has it now ({holder})"),
                    None => Ok(()),
                }
            }
            Self::Url { problem, .. } | Self::Call { problem, .. } | Self::Paused { problem } => {
                f.write_str(problem)
            }
            Self::Connect { url, cause, .. } => write!(f, "cannot connect to {url}: {cause}"),
            Self::Failed(failure) => write!(
                f,
                "migration {} {} failed at statement {} of {} ({}): {}",
                failure.version,
                failure.name,
                failure.statement,
                failure.statements,
                failure.step,
                failure.cause
            ),
            Self::Unapproved(plan) => plan.fmt(f),
            Self::OtherEnvironment {
                database,
                says,
                called,
            } => write!(
                f,
                "the database {database} says that it is the protected environment {says:?}, not {called:?}"
            ),
            Self::Unfit { checks } => write!(f, "nothing was run: {}", health::found(checks)),
            Self::ReadOnly {
                doing,
                database,
                dialect,
                cause,
            } => write!(f, "failed to {doing} in {dialect} {database}: {cause}"),
            Self::Database { doing, cause } => write!(f, "failed to {doing}: {cause}"),
        }
    }
}

fn listed(migrations: &[(Version, String)]) -> String {
    let names: Vec<String> = migrations
        .iter()
        .map(|(version, name)| format!("{version} {name}"))
        .collect();
    match names.as_slice() {
        [one] => format!("migration {one} was"),
        many => format!("migrations {} were", many.join(", ")),
    }
}
