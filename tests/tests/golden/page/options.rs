//! What an operation uses of the schema language, read off its canonical form: that form
//! writes every field with its name, and leaves out what an operation does not say.

use std::collections::BTreeSet;

use migration_core::operation::{Canonical as _, CanonicalWriter, Operation};

/// Fields that say which thing it is, and not what it is like.
const NAMES: &[&str] = &[
    "name",
    "table",
    "tables",
    "column",
    "columns",
    "index",
    "indexes",
    "foreign_key",
    "foreign_keys",
    "check",
    "unique",
    "uniques",
    "exclusion",
    "constraint",
    "parts",
    "object",
    "id",
    "kind",
    "options",
    "references_table",
    "references_columns",
    "from",
    "to",
    "operations",
    "rows",
    "tokens",
    "view",
    "primary_key",
    "common",
    "sqlite",
    "postgres",
    "mysql",
];

/// Fields whose text is a word of a list: each word is an option of its own.
const WORDS: &[&str] = &[
    "ty",
    "of",
    "method",
    "on_delete",
    "on_update",
    "deferrable",
    "enforcement",
    "nulls",
    "row_security",
    "command",
];

/// An operation as the page names it, and what it uses.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Used {
    /// `create table`, `drop view`.
    pub(super) operation: String,
    /// `column.collation`, `column.ty = varchar`.
    pub(super) options: BTreeSet<String>,
}

/// What an operation uses.
pub(super) fn of(operation: &Operation) -> Used {
    let mut out = CanonicalWriter::default();
    operation.write(&mut out);
    let form = out.finish();
    let mut reader = Reader {
        rest: &form,
        options: BTreeSet::new(),
        kind: None,
    };
    let name = reader.value("").unwrap_or_default();
    let of_other = ["state_only", "database_only"].contains(&name.as_str());
    let operation = match (name.strip_suffix("_object"), reader.kind) {
        (Some(verb), Some(kind)) => format!("{verb} {kind}"),
        _ => name,
    };
    Used {
        operation: operation.replace('_', " "),
        options: if of_other {
            BTreeSet::new()
        } else {
            reader.options
        },
    }
}

struct Reader<'a> {
    rest: &'a str,
    options: BTreeSet<String>,
    /// The kind of the object that the operation is about.
    kind: Option<String>,
}

impl Reader<'_> {
    /// Reads a value, and gives the word that it is told by: a group's name, or a text.
    fn value(&mut self, field: &str) -> Option<String> {
        if let Some((digits, rest)) = self.rest.split_once(':')
            && !digits.is_empty()
            && let Ok(length) = digits.parse::<usize>()
        {
            let text = rest[..length].to_owned();
            self.rest = &rest[length..];
            return Some(text);
        }
        let end = self.rest.find(['{', '=', ';', '}', ','])?;
        if !self.rest[end..].starts_with('{') {
            return None;
        }
        let name = self.rest[..end].to_owned();
        self.rest = &self.rest[end + 1..];
        if field == "object" {
            self.kind = Some(name.clone());
        }
        self.inside(if name.is_empty() { field } else { &name });
        Some(name)
    }

    /// Reads what is in a group, its closing brace too.
    fn inside(&mut self, group: &str) {
        loop {
            if let Some(rest) = self.rest.strip_prefix('}') {
                self.rest = rest;
                return;
            }
            if let Some(rest) = self.rest.strip_prefix([',', ';']) {
                self.rest = rest;
                continue;
            }
            let end = self.rest.find(['{', '=', ':', '}']).unwrap_or(0);
            if self.rest[end..].starts_with('=') {
                let field = self.rest[..end].to_owned();
                self.rest = &self.rest[end + 1..];
                self.field(group, &field);
            } else if self.value("").is_none() {
                return;
            }
        }
    }

    fn field(&mut self, group: &str, field: &str) {
        let before = self.rest;
        let value = self.value(field).unwrap_or_default();
        if field == "kind" && group == "id" {
            self.kind = Some(value);
            return;
        }
        if NAMES.contains(&field) {
            return;
        }
        let is_text = before.starts_with(|first: char| first.is_ascii_digit());
        let told = !is_text && !["", "sql", field].contains(&value.as_str());
        let word = if told || WORDS.contains(&field) {
            let word = value.split('(').next().unwrap_or_default();
            format!(" = {}", word.to_lowercase())
        } else {
            String::new()
        };
        self.options.insert(format!("{group}.{field}{word}"));
    }
}

/// Every field that the canonical form can write, `column.collation`, read off its source.
pub(super) fn all() -> Vec<String> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../migration-core/src/operation/canonical"
    );
    let mut fields = Vec::new();
    for file in ["objects.rs", "operations.rs", "values.rs"] {
        let text = std::fs::read_to_string(format!("{folder}/{file}")).expect(file);
        for line in text.lines() {
            // `Column as "column" { name, ty }`
            let Some((_, rest)) = line.split_once(" as \"") else {
                continue;
            };
            let Some((group, rest)) = rest.split_once("\" {") else {
                continue;
            };
            let names = rest.trim_end_matches('}').split(',').map(str::trim);
            let names = names.filter(|name| !NAMES.contains(name));
            fields.extend(names.map(|name| format!("{group}.{name}")));
        }
    }
    assert!(
        fields.len() > 60,
        "the source reads differently: {fields:?}"
    );
    fields
}
