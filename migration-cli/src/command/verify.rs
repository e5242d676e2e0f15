//! `migrate verify`: each migration up, down and up again on scratch databases.

use migration_core::Error;
use migration_core::driver::DatabaseUrl;
use migration_core::verify::{Verdict, VerifyOptions};

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::limits::Timeouts;
use crate::report::Reporter;
use crate::verdict;
use crate::{versions, work};

/// Which migrations, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// A server to make the scratch database on, or `sqlite`; several times for several
    /// [default: `verify` of the profile, or else SQLite and the server of the project's database]
    #[arg(long = "url", value_name = "URL")]
    urls: Vec<String>,
    /// Judge from this version on (or a unique beginning of it, or a name)
    #[arg(long, value_name = "VERSION")]
    from: Option<String>,
    /// Stop after this version
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// How many rows to make in a table that is new or was changed
    #[arg(long, value_name = "N", default_value_t = 3)]
    rows: usize,
    /// Keep the scratch databases, and say where they are
    #[arg(long)]
    keep: bool,
}

/// What came of the proof on one server.
pub(crate) struct Proof {
    pub(crate) server: DatabaseUrl,
    pub(crate) result: Result<Verdict, Error>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let version = |text: &Option<String>| {
        let text = text.as_ref();
        text.map(|text| versions::resolve(&context.registry, text))
            .transpose()
    };
    let options = VerifyOptions {
        from: version(&flags.from)?,
        to: version(&flags.to)?,
        rows: flags.rows,
        keep: flags.keep,
    };
    if let (Some(from), Some(to)) = (options.from, options.to)
        && from > to
    {
        return Err(CliError::usage(
            "usage",
            format!("--from {from} is later than --to {to}: there is no migration between them"),
        )
        .help("give them the other way round"));
    }
    // What does not fit fits on no server.
    context.registry.fold()?;
    let servers = context.servers(&flags.urls)?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator(
        context,
        Timeouts::default().limits(&context.global),
        &reporter,
    );
    let proofs: Vec<Proof> = work::wait(async {
        let mut proofs = Vec::with_capacity(servers.len());
        for server in servers {
            let result = migrator.verify(&server, &options).await;
            proofs.push(Proof { server, result });
        }
        proofs
    })?;
    reporter.clear();
    verdict::print(&context.output, &proofs);
    exit(proofs)
}

/// A server on which nothing could be tried comes first, then a migration that fails, then a
/// difference.
fn exit(proofs: Vec<Proof>) -> Result<Exit, CliError> {
    let (mut failed, mut differs) = (false, false);
    for proof in proofs {
        let verdict = proof.result?;
        failed |= verdict.failed();
        differs |= verdict.differs();
    }
    Ok(match (failed, differs) {
        (true, _) => Exit::Failed,
        (false, true) => Exit::Differs,
        (false, false) => Exit::Ok,
    })
}
