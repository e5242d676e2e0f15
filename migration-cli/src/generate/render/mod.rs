//! Operations as Rust: the one place that writes the DSL.
//!
//! The same operations always give the same text, and the text records the same operations
//! again. Nothing here knows templates or words: a diff or a baseline is written the same way.

mod added;
mod alter;
mod column;
mod comment;
mod constants;
mod constraint;
mod default;
mod imports;
mod index;
mod literal;
mod object;
mod partition;
mod rows;
mod statement;
mod sugar;
mod table;
mod types;

use std::fmt;

use migration_core::operation::Operation;

pub use constants::Constant;
pub use imports::{Import, KnownKey, KnownKeys, NoKeys};
pub(crate) use literal::{is_null, string as text};

use constants::Constants;
use imports::Imports;

/// The parts of a migration's file that follow from its operations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The modules whose keys are used.
    pub imports: Vec<Import>,
    /// The keys of new tables, for later migrations.
    pub constants: Vec<Constant>,
    /// The statements of `up`, one a line or more, each line with its indentation.
    pub statements: String,
}

/// What cannot be written as Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unrenderable {
    /// The operation, in a few words.
    pub operation: String,
    /// Why, as a lower-case fragment.
    pub reason: &'static str,
    /// The way out.
    pub help: &'static str,
}

impl fmt::Display for Unrenderable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation, reason, ..
        } = self;
        write!(f, "cannot write {operation:?} as Rust: {reason}")
    }
}

impl std::error::Error for Unrenderable {}

/// What a statement may refer to besides its own names.
struct Scope<'a> {
    imports: Imports<'a>,
    constants: Constants,
    /// How deep the statement stands.
    indent: usize,
}

impl Scope<'_> {
    /// A line at the depth of statements.
    fn line(&self, text: &str) -> String {
        format!("{}{text}", " ".repeat(self.indent))
    }

    /// `schema.head lines });`, a line each.
    fn block(&self, head: &str, lines: &[String]) -> String {
        let mut out = self.line(&format!("schema.{head}\n"));
        for line in lines {
            out.push_str(&self.line(&format!("    {line}\n")));
        }
        out + &self.line("});")
    }
}

/// The indentation of a statement within `up`.
const INDENT: usize = 8;

/// Renders operations that fold, with `keys` telling which keys other migrations export.
///
/// # Errors
/// An operation that no builder records: Rust code, above all, which is a person's own.
pub fn render(operations: &[Operation], keys: &dyn KnownKeys) -> Result<Rendered, Unrenderable> {
    let mut scope = Scope {
        imports: Imports::new(keys),
        constants: Constants::of(operations),
        indent: INDENT,
    };
    let statements = statement::all(operations, &mut scope)?;
    Ok(Rendered {
        imports: scope.imports.finish(),
        constants: scope.constants.finish(),
        statements: statements
            .into_iter()
            .map(|statement| statement + "\n")
            .collect(),
    })
}
