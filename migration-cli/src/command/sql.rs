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
    /// Begin after this version
    #[arg(long, value_name = "VERSION")]
    from: Option<String>,
    /// Stop with this version
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// The way back, newest first
    #[arg(long)]
    down: bool,
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
    let plan = work::reader(context).offline_plan(dialect, from, to, flags.down)?;
    let output = &context.output;
    if output.json {
        output.document(&json!({"dialect": dialect.as_str(), "sql": plan.script()}));
    } else if plan.migrations.is_empty() {
        output.note("there are no such migrations");
    } else {
        output.answer(plan.script().trim_end());
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
