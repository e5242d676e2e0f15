use super::Error;
use crate::health;
use crate::plan::Direction;
use crate::schema::DialectName;

impl Error {
    /// The way out.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Misfit { cause, .. } => cause.help(),
            Self::Unsupported { cause, .. } => cause.help.clone(),
            Self::Irreversible { cause, .. } => cause.help.clone(),
            Self::NoWay { help, .. } => help.clone(),
            Self::DuplicateVersion { .. } => {
                "give one of the files a later version in its name, then run `migrate sync`".to_owned()
            }
            Self::Changed { .. } => "bring the file back to what was applied, and put the change into a new \
                 migration (`migrate generate …`); where the change is right as it is, `migrate repair --record` \
                 shows the difference and records it"
                .to_owned(),
            Self::Missing { .. } => "bring the file back from version control, \
                 or `migrate down --from-ledger` reverses it with the SQL that the ledger kept, \
                 or `migrate repair --forget VERSION` takes it out of the ledger and leaves what it made"
                .to_owned(),
            Self::Future { .. } => "use the build that has them, or a newer one; before you go back to this one, \
                 let that build reverse them with `migrate down`, or this one with `migrate down --from-ledger`"
                .to_owned(),
            Self::Late { .. } => {
                "give the file a version later than every applied one, then run `migrate sync`".to_owned()
            }
            Self::Interrupted { .. } => "`migrate repair` shows what is there now, and `migrate repair --plan` \
                 the ways to go on with their SQL"
                .to_owned(),
            Self::HalfDone { .. } => "finish it with `migrate up`, or see with `migrate repair` what is there now".to_owned(),
            Self::OtherWay {
                direction: Direction::Up,
                ..
            } => "finish it with `migrate up`, or take the finished part back with `migrate repair --roll-back`"
                .to_owned(),
            Self::OtherWay {
                direction: Direction::Down,
                ..
            } => "finish it with `migrate down`; then `migrate up` applies it again".to_owned(),
            Self::NewerLedger { .. } => {
                "use the build that wrote it, or a newer one; this one changes nothing".to_owned()
            }
            Self::UnknownVersion { .. } => "`migrate status` lists the versions there are".to_owned(),
            Self::LockBusy { .. } => {
                "wait until the other run ends, or give it longer with `--lock-timeout SECONDS`; `migrate unlock` \
                 looks whether it lives, and frees the lock of one that does not"
                    .to_owned()
            }
            Self::LockHeld { .. } => "wait until it ends, or stop that process; `migrate unlock --force` takes the \
                 lock from it: what it is doing is broken off, and the next run goes on there"
                .to_owned(),
            Self::LockLost { .. } => {
                "wait until the other run ends, then look with `migrate status`, and run the command again for what is left"
                    .to_owned()
            }
            Self::Url { help, .. } | Self::Connect { help, .. } | Self::Call { help, .. } => help.clone(),
            Self::Paused { .. } => "`migrate data resume` lets it go on".to_owned(),
            Self::Failed(failure) => failure.help(),
            Self::Unapproved(plan) => format!(
                "look at it with `migrate plan`, and agree to exactly this plan with `--approve {}`",
                plan.hash
            ),
            Self::OtherEnvironment { .. } => {
                "check the database URL and the profile; `migrate db unprotect NAME` takes it back".to_owned()
            }
            Self::Unfit { checks } => health::ways_out(checks),
            Self::ReadOnly {
                dialect: DialectName::Sqlite,
                ..
            } => "give this user the permission to write the file and into its folder; where the database URL has \
                 `mode=ro` or `immutable=1`, leave that out"
                .to_owned(),
            Self::ReadOnly { .. } => {
                "name a server that takes writes in the database URL: this one may be a replica".to_owned()
            }
            Self::Database { .. } => return None,
        })
    }
}
