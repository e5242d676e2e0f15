//! What differs between two schemas, line by line.

use crate::dialect::{Capabilities, Difference, differences};
use crate::diff::take_expressions;
use crate::driver::quoted_table;
use crate::introspect::{Introspection, Unmodelled};
use crate::operation::Operation;
use crate::operation::words::{self, Token};
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
    lines(&expected, &found.schema, capabilities)
}

/// What differs between what was found at two moments, with what the schema has no value for.
pub(super) fn with_earlier(
    earlier: &Introspection,
    now: &Introspection,
    capabilities: &Capabilities,
) -> Result<Vec<Line>, String> {
    let mut all = lines(&earlier.schema, &now.schema, capabilities)?;
    let only = |of: &Introspection, other: &Introspection, missing: bool| -> Vec<Line> {
        let alone = of
            .unmodelled
            .iter()
            .filter(|each| !other.unmodelled.contains(each));
        alone.map(|each| unmodelled(each, missing)).collect()
    };
    all.extend(only(earlier, now, true));
    all.extend(only(now, earlier, false));
    Ok(all)
}

fn unmodelled(each: &Unmodelled, missing: bool) -> Line {
    Line {
        object: match &each.table {
            Some(table) => format!("table {table}"),
            None => each.kind.to_owned(),
        },
        missing,
        text: match &each.definition {
            Some(definition) => format!("{} {}: {definition}", each.kind, each.name),
            None => format!("{} {}", each.kind, each.name),
        },
    }
}

fn lines(
    expected: &Schema,
    found: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Line>, String> {
    let differences = differences(expected, found, capabilities)
        .map_err(|cause| format!("{cause}: {}", cause.help))?;
    let mut all = Vec::new();
    for mut each in differences {
        if capabilities.dialect() == DialectName::Sqlite {
            pair_off(&mut each);
        }
        for (missing, texts) in [(true, each.missing), (false, each.extra)] {
            // Of a whole table the end of its list says nothing.
            let said = texts.into_iter().filter(|text| text != ")");
            all.extend(said.map(|text| Line {
                object: each.object.clone(),
                missing,
                text,
            }));
        }
    }
    Ok(all)
}

/// Takes away what differs in the quotes of names alone: SQLite keeps the text as it was
/// written, and puts a name that it changes in quotes.
fn pair_off(difference: &mut Difference) {
    let extra = &mut difference.extra;
    difference.missing.retain(|line| {
        let plain = plain(line);
        let same = extra.iter().position(|other| self::plain(other) == plain);
        if let Some(at) = same {
            extra.remove(at);
        }
        same.is_none()
    });
}

/// The text without the quotes of names.
fn plain(sql: &str) -> String {
    let each = words::tokens(sql).map(|token| match token {
        Token::Word(word) => word.trim_matches(['"', '`']),
        Token::Other(other) => other,
    });
    each.collect()
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
    fn quotes_of_names_are_no_difference() {
        let mut difference = Difference {
            object: "table t".to_owned(),
            missing: vec!["CHECK (length(title) > 0)".to_owned(), "a".to_owned()],
            extra: vec!["b".to_owned(), "CHECK (length(\"title\") > 0)".to_owned()],
        };
        pair_off(&mut difference);
        assert_eq!(
            (difference.missing, difference.extra),
            (vec!["a".to_owned()], vec!["b".to_owned()])
        );
        // A text in quotes is no name.
        assert_ne!(plain("a = 'b'"), plain("a = b"));
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
