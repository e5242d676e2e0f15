//! Tables and how the server keeps them.

use std::collections::{BTreeMap, HashMap};

use super::{Cells, Unmodelled, cells, note};
use crate::schema::{Table, TableOptions};

pub(super) type Tables = BTreeMap<String, Table>;

/// Which collation a character set has where none is named.
pub(super) struct Charsets(HashMap<String, String>);

impl Charsets {
    pub(super) fn new(collations: Vec<Cells>, settings: Vec<Cells>) -> Self {
        let mut defaults = HashMap::new();
        for row in collations {
            let [charset, collation] = cells(row);
            defaults.extend(charset.zip(collation));
        }
        for row in settings {
            let [name, value] = cells(row);
            let value = value.unwrap_or_default();
            if name.as_deref() == Some("default_collation_for_utf8mb4") {
                defaults.insert("utf8mb4".to_owned(), value);
                continue;
            }
            for pair in value.split(',') {
                if let Some((charset, collation)) = pair.split_once('=') {
                    defaults.insert(charset.to_owned(), collation.to_owned());
                }
            }
        }
        Self(defaults)
    }

    /// Whether the collation is what the character set has where none is named.
    pub(super) fn is_default(&self, charset: &str, collation: &str) -> bool {
        self.0.get(charset).is_some_and(|usual| usual == collation)
    }
}

/// A collation's name begins with its character set.
pub(super) fn charset_of(collation: &str) -> &str {
    collation.split('_').next().unwrap_or(collation)
}

/// The tables, and the names of sequences, which the catalogue has among them.
pub(super) fn tables(
    rows: Vec<Cells>,
    charsets: &Charsets,
    out: &mut Vec<Unmodelled>,
) -> (Tables, Vec<String>) {
    let (mut tables, mut sequences) = (Tables::new(), Vec::new());
    for row in rows {
        let [name, kind, engine, collation, created_with, comment] = cells(row);
        let Some(name) = name else { continue };
        if kind.as_deref() == Some("SEQUENCE") {
            sequences.push(name);
            continue;
        }
        if kind.as_deref() == Some("SYSTEM VERSIONED") {
            note(out, Some(&name), "system versioning", &name, None);
        }
        for option in created_with.iter().flat_map(|all| all.split_whitespace()) {
            let kind = match option {
                "partitioned" => "partitions",
                _ => "table option",
            };
            note(out, Some(&name), kind, option, None);
        }
        let mut table = Table::new(&name);
        let collation = collation.unwrap_or_default();
        let charset = charset_of(&collation);
        table.options = TableOptions {
            engine: engine.filter(|engine| engine != "InnoDB"),
            charset: (charset != "utf8mb4" && !charset.is_empty()).then(|| charset.to_owned()),
            collation: (!collation.is_empty() && !charsets.is_default(charset, &collation))
                .then(|| collation.clone()),
            ..TableOptions::default()
        };
        table.comment = comment.filter(|comment| !comment.is_empty());
        tables.insert(name, table);
    }
    (tables, sequences)
}
