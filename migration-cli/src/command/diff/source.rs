//! The words for where a schema comes from.

use std::path::Path;

use migration_core::compare::SchemaSource;
use migration_core::driver::DatabaseUrl;
use migration_core::schema::Schema;

use crate::context::Context;
use crate::error::CliError;
use crate::{versions, work};

/// The configured database.
pub(super) const DATABASE: &str = "database";

/// The package's migrations, all of them.
pub(super) const MIGRATIONS: &str = "migrations";

/// Whether the words mean the package's migrations.
pub(super) fn is_migrations(text: &str) -> bool {
    text == MIGRATIONS || text.starts_with("migrations@")
}

/// What the words mean.
pub(super) fn read(text: &str, context: &Context) -> Result<SchemaSource, CliError> {
    if text == DATABASE {
        return Ok(SchemaSource::Database(context.target()?.url));
    }
    if is_migrations(text) {
        let version = text.strip_prefix("migrations@");
        let version = version.map(|text| versions::resolve(&context.registry, text));
        let migrator = work::reader(context);
        return Ok(SchemaSource::Migrations(
            Box::new(migrator),
            version.transpose()?,
        ));
    }
    let extension = Path::new(text).extension().and_then(|it| it.to_str());
    let is_url = text.contains("://") || text.starts_with("sqlite:");
    match extension.map(str::to_lowercase).as_deref() {
        _ if is_url => Ok(SchemaSource::Database(DatabaseUrl::parse(text)?)),
        Some("sql") => Ok(SchemaSource::Sql {
            name: text.to_owned(),
            text: file(text)?,
        }),
        Some("json") => json(text),
        _ => Err(CliError::usage(
            "usage",
            format!("{text:?} is none of the things that hold a schema"),
        )
        .help("name `database`, a URL, `migrations`, `migrations@VERSION`, a .sql file or a .json file")),
    }
}

fn file(path: &str) -> Result<String, CliError> {
    std::fs::read_to_string(path).map_err(|cause| CliError::file("read", Path::new(path), &cause))
}

fn json(path: &str) -> Result<SchemaSource, CliError> {
    let schema: Schema = serde_json::from_str(&file(path)?).map_err(|cause| {
        CliError::usage("usage", format!("{path} holds no schema: {cause}"))
            .help("`migrate schema dump --format json` writes such a file")
    })?;
    Ok(SchemaSource::Schema(Box::new(schema)))
}

/// Where neither of the two is live, the configured database tells the server.
pub(super) fn usual_server(
    sources: &[&SchemaSource],
    context: &Context,
) -> Result<Option<DatabaseUrl>, CliError> {
    let live = |source: &&SchemaSource| matches!(source, SchemaSource::Database(_));
    if sources.iter().any(live) {
        return Ok(None);
    }
    Ok(Some(context.target()?.url))
}
