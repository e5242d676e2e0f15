//! What differs between what two databases hold, object by object.

use crate::dialect::{self, Capabilities, Difference, Unsupported};
use crate::introspect::{Introspection, Unmodelled};
use crate::operation::words::{self, Token};
use crate::schema::{DialectName, Schema};

/// What differs, with what no schema has a value for.
pub(crate) fn differences(
    expected: &Introspection,
    found: &Introspection,
    capabilities: &Capabilities,
) -> Result<Vec<Difference>, Unsupported> {
    let mut all = of_schemas(&expected.schema, &found.schema, capabilities)?;
    let only = |of: &Introspection, other: &Introspection| -> Vec<Unmodelled> {
        let alone = of.unmodelled.iter();
        let alone = alone.filter(|each| !other.unmodelled.contains(each));
        alone.cloned().collect()
    };
    for each in only(expected, found) {
        at(&mut all, object(&each)).missing.push(text(&each));
    }
    for each in only(found, expected) {
        at(&mut all, object(&each)).extra.push(text(&each));
    }
    Ok(all)
}

fn at(all: &mut Vec<Difference>, object: String) -> &mut Difference {
    let known = all.iter().position(|each| each.object == object);
    let at = known.unwrap_or_else(|| {
        all.push(Difference {
            object,
            missing: Vec::new(),
            extra: Vec::new(),
        });
        all.len() - 1
    });
    &mut all[at]
}

fn object(each: &Unmodelled) -> String {
    match &each.table {
        Some(table) => format!("table {table}"),
        None => format!("{} {}", each.kind, each.name),
    }
}

fn text(each: &Unmodelled) -> String {
    match &each.definition {
        Some(definition) => format!("{} {}: {definition}", each.kind, each.name),
        None => format!("{} {}", each.kind, each.name),
    }
}

/// What differs in what the schemas have values for.
pub(crate) fn of_schemas(
    expected: &Schema,
    found: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Difference>, Unsupported> {
    let mut all = dialect::differences(expected, found, capabilities)?;
    for each in &mut all {
        if capabilities.dialect() == DialectName::Sqlite {
            pair_off(each);
        }
        // Of a whole table the end of its list says nothing.
        for lines in [&mut each.missing, &mut each.extra] {
            lines.retain(|line| line != ")");
        }
    }
    all.retain(|each| !each.missing.is_empty() || !each.extra.is_empty());
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
