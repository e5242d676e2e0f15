//! Operations as Rust: the one place that writes the DSL.
//!
//! The same operations always give the same text, and the text records the same operations
//! again. Nothing here knows templates or words: a diff or a baseline is written the same way.

mod column;
mod constants;
mod default;
mod imports;
mod index;
mod literal;
mod statement;
mod table;

use migration_core::operation::Operation;

pub use constants::Constant;
pub use imports::{Import, KnownKey, KnownKeys, NoKeys};
pub(crate) use literal::is_null;

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

/// What a statement may refer to besides its own names.
struct Scope<'a> {
    imports: Imports<'a>,
    constants: Constants,
}

/// Renders operations, with `keys` telling which keys other migrations export.
#[must_use]
pub fn render(operations: &[Operation], keys: &dyn KnownKeys) -> Rendered {
    let mut scope = Scope {
        imports: Imports::new(keys),
        constants: Constants::of(operations),
    };
    let statements = statement::all(operations, &mut scope);
    Rendered {
        imports: scope.imports.finish(),
        constants: scope.constants.finish(),
        statements: statements
            .into_iter()
            .map(|statement| statement + "\n")
            .collect(),
    }
}

/// The text with each of its lines behind `indent` blanks. For text without literals only:
/// a literal may hold line breaks that must stay as they are.
fn indented(indent: usize, text: &str) -> String {
    format!("{}{text}", " ".repeat(indent))
}
