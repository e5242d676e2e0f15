//! What differs between two schemas, line by line.

use crate::compare::differences::{differences, of_schemas};
use crate::dialect::{Capabilities, Difference, Unsupported};
use crate::diff::take_expressions;
use crate::driver::quoted_table;
use crate::introspect::Introspection;
use crate::operation::Operation;
use crate::schema::{DialectName, Schema};

/// A line of a definition that one of two schemas has, and the other has not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// What it belongs to.
    pub(super) object: String,
    /// Whether it should be there and is not; otherwise it is there and should not be.
    pub(super) missing: bool,
    /// The line.
    pub(super) text: String,
}

/// What differs between what the operations say and what was found. Expressions are taken for
/// the same where both have one: a server prints them in its own way.
pub(super) fn with_fold(
    expected: &Schema,
    found: &Introspection,
    printed: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Line>, String> {
    let mut expected = expected.clone();
    take_expressions(&mut expected, printed, capabilities.dialect());
    lines(of_schemas(&expected, &found.schema, capabilities))
}

/// What differs between what was found at two moments, with what the schema has no value for.
pub(super) fn with_earlier(
    earlier: &Introspection,
    now: &Introspection,
    capabilities: &Capabilities,
) -> Result<Vec<Line>, String> {
    lines(differences(earlier, now, capabilities))
}

fn lines(differences: Result<Vec<Difference>, Unsupported>) -> Result<Vec<Line>, String> {
    let differences = differences.map_err(|cause| format!("{cause}: {}", cause.help))?;
    let mut all = Vec::new();
    for each in differences {
        for (missing, texts) in [(true, each.missing), (false, each.extra)] {
            all.extend(texts.into_iter().map(|text| Line {
                object: each.object.clone(),
                missing,
                text,
            }));
        }
    }
    Ok(all)
}

/// Takes away the lines that are known already, one for one.
pub(super) fn without(mut lines: Vec<Line>, known: &[Line]) -> Vec<Line> {
    for each in known {
        if let Some(at) = lines.iter().position(|line| line == each) {
            lines.remove(at);
        }
    }
    lines
}

/// The known lines after a migration, which may give their tables other names.
pub(super) fn renamed(known: &[Line], operations: &[Operation], dialect: DialectName) -> Vec<Line> {
    let mut known = known.to_vec();
    for operation in operations {
        let Operation::RenameTable(rename) = operation else {
            continue;
        };
        let (from, to) = (
            format!("table {}", rename.from),
            format!("table {}", rename.to),
        );
        for line in &mut known {
            line.text = line.text.replace(
                &quoted_table(dialect, &rename.from),
                &quoted_table(dialect, &rename.to),
            );
            if line.object == from {
                line.object.clone_from(&to);
            }
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::RenameTable;

    fn line(object: &str, text: &str) -> Line {
        Line {
            object: object.to_owned(),
            missing: false,
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_known_stays_known_under_another_name() {
        let known = [line(
            "table users",
            "CREATE INDEX \"i\" ON \"users\" (\"a\")",
        )];
        let rename = Operation::RenameTable(RenameTable {
            from: "users".to_owned(),
            to: "people".to_owned(),
        });
        let known = renamed(&known, &[rename], DialectName::Sqlite);
        let now = vec![
            line("table people", "CREATE INDEX \"i\" ON \"people\" (\"a\")"),
            line("table people", "\"extra\" TEXT"),
        ];
        let new = without(now, &known);
        assert_eq!(new, [line("table people", "\"extra\" TEXT")]);
    }
}
