//! `migrate sql`: migrations as a script for the server's own client. Needs no database.

use clap::ValueEnum;
use migration_core::schema::DialectName;
use serde_json::json;

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::{versions, work};

/// Which migrations, for which server.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Begin after this version, which is applied [default: nothing is]; with --down, at it
    #[arg(long, value_name = "VERSION")]
    from: Option<String>,
    /// Stop with this version; with --down it stays applied
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// The way back, newest first
    #[arg(long)]
    down: bool,
    /// Leave out the rows that make `status` call the migrations applied
    #[arg(long)]
    no_ledger: bool,
    /// The dialect [default: that of the configured database]
    #[arg(long, value_enum)]
    dialect: Option<Dialect>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dialect {
    Sqlite,
    Postgres,
    #[value(alias = "mariadb")]
    Mysql,
}

impl From<Dialect> for DialectName {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Sqlite => Self::Sqlite,
            Dialect::Postgres => Self::Postgres,
            Dialect::Mysql => Self::Mysql,
        }
    }
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let dialect = match flags.dialect {
        Some(dialect) => dialect.into(),
        None => configured(context)?,
    };
    let version = |text: &Option<String>| {
        let text = text.as_deref();
        text.map(|text| versions::resolve(&context.registry, text))
            .transpose()
    };
    let (from, to) = (version(&flags.from)?, version(&flags.to)?);
    let offline = work::reader(context).offline_plan(dialect, from, to, flags.down)?;
    let script = if flags.no_ledger || offline.plan.migrations.is_empty() {
        offline.plan.script()
    } else {
        offline.script()?
    };
    let output = &context.output;
    if output.json {
        output.document(&json!({"dialect": dialect.as_str(), "sql": script}));
    } else if offline.plan.migrations.is_empty() {
        output.note("there are no such migrations");
    } else {
        output.answer(script.trim_end());
    }
    Ok(Exit::Ok)
}

fn configured(context: &Context) -> Result<DialectName, CliError> {
    match context.target() {
        Ok(target) => Ok(target.url.dialect()),
        Err(error) if error.code == "no_database" => Err(CliError::usage(
            "no_dialect",
            "for which dialect? no database is configured",
        )
        .help("give --dialect sqlite, postgres or mysql")),
        Err(error) => Err(error),
    }
}
