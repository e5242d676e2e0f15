//! `migrate generate`: writes a new migration, and says what it will do.

use std::path::Path;

use chrono::{DateTime, NaiveDateTime, Utc};
use migration_core::migration::Version;
use migration_core::schema::DialectName;
use serde_json::{Value, json};

use crate::cargo;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::generate::{
    self, Draft, Folded, GenerateError, GenerateErrorKind, Request, ReverseNote, Template,
};
use crate::output::Output;
use crate::output::style::{BOLD, DIM, GOOD, WARN, paint};
use crate::project::Project;

/// What to write.
#[derive(Debug, clap::Args)]
#[command(after_help = Template::listing())]
pub(crate) struct Words {
    /// A template and its arguments, or a name that says it
    #[arg(value_name = "TEMPLATE | NAME")]
    words: Vec<String>,
    #[command(flatten)]
    flags: generate::Flags,
    /// Print the file, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The version of the migration, for what must come out the same every time
    #[arg(long, hide = true, env = "MIGRATE_VERSION_AT", value_name = "VERSION")]
    version_at: Option<Version>,
}

pub(crate) fn run(flags: &Words, context: &Context) -> Result<Exit, CliError> {
    let project = Project::require(&context.global)?;
    let folded = folded(context, &project)?;
    let dialect = dialect(context);
    let request = Request {
        words: flags.words.clone(),
        flags: flags.flags.clone(),
        dialect: dialect.unwrap_or(DialectName::Sqlite),
        now: flags.version_at.map_or_else(Utc::now, moment),
        package: project.dir,
        template_dir: None,
    };
    let draft = generate::draft(&request, &folded)?;
    let output = &context.output;
    let written = if flags.dry_run {
        None
    } else {
        generate::write(&draft)?.into_iter().next()
    };
    let path = written.as_deref().unwrap_or(&draft.path);
    if output.json {
        output.document(&document(&draft, &request, path, written.is_some()));
    } else if flags.dry_run {
        output.answer(draft.source.trim_end());
    } else {
        explain(output, &draft, &request, path, dialect.is_none());
    }
    Ok(Exit::Ok)
}

/// What the migrations so far amount to: this program's own, or those of the package.
fn folded(context: &Context, project: &Project) -> Result<Folded, CliError> {
    if context.is_installed {
        return cargo::folded(project, &context.output);
    }
    Ok(Folded::of_registry(&context.registry).map_err(GenerateError::from)?)
}

/// The dialect of the project's database. Generating needs no database, so none is no error.
fn dialect(context: &Context) -> Option<DialectName> {
    Some(context.target().ok()?.url.dialect())
}

fn moment(version: Version) -> DateTime<Utc> {
    let text = version.to_string();
    NaiveDateTime::parse_from_str(&text, "%Y%m%d_%H%M%S")
        .map_or_else(|_| Utc::now(), |at| at.and_utc())
}

fn explain(output: &Output, draft: &Draft, request: &Request, path: &Path, assumed: bool) {
    output.answer(format!(
        "{} {}",
        paint(GOOD, "✓"),
        paint(BOLD, below(path).display())
    ));
    for what in &draft.summary {
        output.line(format!("    {what}"));
    }
    let assumed = if assumed {
        ", as no database is configured"
    } else {
        ""
    };
    block(
        output,
        &format!("up, on {}{assumed}:", request.dialect),
        &draft.sql,
    );
    match &draft.reverse {
        ReverseNote::Sql(sql) => block(output, "down, derived:", sql),
        ReverseNote::Nothing => {}
        ReverseNote::Impossible { reason, help } => {
            output.line(format!("\n{} {reason}", paint(WARN, "cannot be reversed:")));
            output.line(format!("  {help}"));
        }
    }
    for note in &draft.notes {
        output.line(format!("\n{} {note}", paint(WARN, "note:")));
    }
    let next = if draft.sql.is_empty() {
        "next: write what it does, then `migrate up`"
    } else {
        "next: `migrate up` applies it, `migrate status` lists what is pending"
    };
    output.line(format!("\n{next}"));
}

fn block(output: &Output, title: &str, sql: &str) {
    if sql.trim().is_empty() {
        return;
    }
    output.line(format!("\n{}", paint(DIM, title)));
    for line in sql.trim_end().lines() {
        output.line(format!("    {line}"));
    }
}

/// A path below the working directory is written from there.
fn below(path: &Path) -> &Path {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok())
        .unwrap_or(path)
}

fn document(draft: &Draft, request: &Request, path: &Path, written: bool) -> Value {
    let (reversible, down) = match &draft.reverse {
        ReverseNote::Sql(sql) => (true, Some(sql)),
        ReverseNote::Nothing => (true, None),
        ReverseNote::Impossible { reason, .. } => (false, Some(reason)),
    };
    json!({
        "path": path,
        "written": written,
        "version": draft.version.to_string(),
        "name": draft.name,
        "does": draft.summary,
        "dialect": request.dialect.as_str(),
        "sql": draft.sql,
        "reversible": reversible,
        "down": if reversible { down } else { None },
        "irreversible_because": if reversible { None } else { down },
        "notes": draft.notes,
        "source": draft.source,
    })
}

impl From<GenerateError> for CliError {
    fn from(error: GenerateError) -> Self {
        let code = match error.kind() {
            GenerateErrorKind::Usage => "usage",
            GenerateErrorKind::Schema => "misfit",
            GenerateErrorKind::Files => "file",
        };
        let shown = Self::usage(code, error.to_string());
        match error.help() {
            Some(help) => shown.help(help),
            None => shown,
        }
    }
}
