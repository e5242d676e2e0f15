use std::path::PathBuf;

use chrono::{DateTime, Utc};
use migration_core::dialect::Capabilities;
use migration_core::migration::{Down, Recorded, Version};
use migration_core::operation::Operation;
use migration_core::plan::{MigrationPlan, Planner, Reversal};
use migration_core::schema::DialectName;

use super::build::{Body, Proposal};
use super::keys::FileKeys;
use super::source::{self, Variables};
use super::understand::{Understood, understand};
use super::{Flags, Folded, GenerateError, package, rustfmt, version};

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The words: a template with its arguments, or a name that says it; or several of them
    /// with a lone `+` between two.
    pub words: Vec<String>,
    /// The flags.
    pub flags: Flags,
    /// The dialect that the SQL is shown for.
    pub dialect: DialectName,
    /// The moment that becomes the version.
    pub now: DateTime<Utc>,
    /// The folder of the migrations package: the one with `src/migrations`.
    pub package: PathBuf,
    /// The folder of the package's own templates, if not `templates` within it.
    pub template_dir: Option<PathBuf>,
}

/// A migration that could be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// What the file will hold.
    pub source: String,
    /// What the source records. Data code is not among them: it exists once it is compiled.
    pub operations: Vec<Operation>,
    /// What each operation does, in a few words.
    pub summary: Vec<String>,
    /// The SQL for the dialect asked for.
    pub sql: String,
    /// The way back.
    pub reverse: ReverseNote,
    /// What a person should know beside that.
    pub notes: Vec<String>,
}

/// The way back of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReverseNote {
    /// This SQL undoes it.
    Sql(String),
    /// There is nothing to undo.
    Nothing,
    /// It cannot be undone.
    Impossible {
        /// Why, as a lower-case fragment.
        reason: String,
        /// The way out.
        help: String,
    },
}

/// Works out a migration from words, against what the migrations so far amount to. Nothing is
/// written.
///
/// # Errors
/// Words that say nothing, and names that do not fit the schema.
pub fn draft(request: &Request, folded: &Folded) -> Result<Draft, GenerateError> {
    let Understood {
        template,
        name,
        mut proposal,
    } = understand(request, folded)?;
    let directory = package::migrations(&request.package);
    let version = version::next(&directory, request.now)?;
    let planned = plan(request, folded, version, &name, &mut proposal)?;

    let keys = FileKeys::new(folded, &directory);
    let variables = Variables::new(
        template,
        &name,
        version.to_string(),
        request.dialect.as_str(),
        &proposal,
        &keys,
    )?;
    let own = match &request.template_dir {
        Some(own) => own.clone(),
        None => request.package.join("templates"),
    };
    let source = source::source(template, &own, &variables)?;
    Ok(Draft {
        path: directory.join(package::file_name(version, &name)),
        source: rustfmt::formatted(&source, &request.package),
        version,
        name,
        operations: match proposal.body {
            Body::Operations(operations) | Body::SqlPlaceholder(operations) => operations,
            Body::Data { .. } | Body::Empty => Vec::new(),
        },
        summary: planned.summary,
        sql: planned.sql,
        reverse: planned.reverse,
        notes: proposal.notes,
    })
}

struct Planned {
    summary: Vec<String>,
    sql: String,
    reverse: ReverseNote,
}

/// Checks the operations against the schema, and plans them for every dialect: what another
/// one cannot do is no error here, and worth a note.
fn plan(
    request: &Request,
    folded: &Folded,
    version: Version,
    name: &str,
    proposal: &mut Proposal,
) -> Result<Planned, GenerateError> {
    let operations: &[Operation] = match &proposal.body {
        Body::Operations(operations) | Body::SqlPlaceholder(operations) => operations,
        Body::Data {
            function,
            table,
            batched,
        } => {
            let walked = table.as_ref().filter(|_| *batched);
            let walked = walked.map(|table| format!(" over {table} in batches"));
            return Ok(Planned {
                summary: vec![format!(
                    "run data code {function}{}",
                    walked.unwrap_or_default()
                )],
                sql: format!("-- Rust code: {function}\n"),
                reverse: ReverseNote::Nothing,
            });
        }
        Body::Empty => {
            return Ok(Planned {
                summary: Vec::new(),
                sql: String::new(),
                reverse: ReverseNote::Nothing,
            });
        }
    };
    let mut after = folded.schema().clone();
    for operation in operations {
        operation.apply(&mut after)?;
    }
    let recorded = Recorded::new(version, name, operations.to_vec(), Down::Derived);
    let on = |dialect| {
        Planner::after(Capabilities::common(dialect), folded.schema().clone()).up(&recorded)
    };
    let planned = on(request.dialect).map_err(|error| match &error {
        migration_core::Error::Unsupported { cause, .. } => {
            GenerateError::schema(cause.to_string(), cause.help.clone())
        }
        _ => error.into(),
    })?;
    let mut notes = Vec::new();
    for lost in &planned.destroys {
        notes.push(format!("loses data that no way back restores: {lost}"));
    }
    for dialect in DialectName::ALL {
        if dialect == request.dialect {
            continue;
        }
        if let Err(migration_core::Error::Unsupported { cause, .. }) = on(dialect) {
            notes.push(cause.to_string());
        }
    }
    let summary = operations.iter().map(Operation::describe).collect();
    let reverse = reverse(&planned);
    proposal.notes.extend(notes);
    Ok(Planned {
        summary,
        sql: planned.sql(),
        reverse,
    })
}

fn reverse(planned: &MigrationPlan) -> ReverseNote {
    match &planned.reversal {
        Some(Reversal::Impossible { operation, cause }) => ReverseNote::Impossible {
            reason: format!("{operation}: {cause}"),
            help: cause.help.clone(),
        },
        Some(Reversal::Steps(steps)) if !steps.is_empty() => {
            let back = MigrationPlan {
                steps: steps.clone(),
                ..planned.clone()
            };
            ReverseNote::Sql(back.sql())
        }
        Some(Reversal::Steps(_)) | None => ReverseNote::Nothing,
    }
}
