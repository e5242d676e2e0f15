//! What a table's definition consists of.

use super::reference::Reference;

/// A table as its text says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TableDefinition {
    pub(crate) name: String,
    pub(crate) columns: Vec<ColumnDefinition>,
    /// The constraints behind the columns.
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) strict: bool,
    pub(crate) without_rowid: bool,
}

/// A column as its text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnDefinition {
    pub(crate) name: String,
    /// The words of its type, in one form: single spaces, none about parentheses and commas.
    pub(crate) ty: String,
    pub(crate) constraints: Vec<Constraint>,
}

impl ColumnDefinition {
    /// Whether its value is computed, and so cannot be given.
    pub(crate) fn is_computed(&self) -> bool {
        let mut rules = self.constraints.iter().map(|each| &each.rule);
        rules.any(|rule| matches!(rule, Rule::Generated { .. }))
    }
}

/// A rule, its name and its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constraint {
    pub(crate) name: Option<String>,
    pub(crate) rule: Rule,
    /// All its words, those of its name too.
    pub(crate) text: String,
}

/// What a constraint asks for. A key, a check or a foreign key that stands at a column is the
/// same as one behind the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rule {
    PrimaryKey {
        parts: Vec<KeyPart>,
        autoincrement: bool,
        conflict: Option<String>,
    },
    Unique {
        parts: Vec<KeyPart>,
        conflict: Option<String>,
    },
    Check {
        expression: String,
        conflict: Option<String>,
    },
    ForeignKey {
        columns: Vec<String>,
        reference: Reference,
    },
    NotNull {
        conflict: Option<String>,
    },
    /// `NULL`, which changes nothing.
    Null,
    Default {
        text: String,
        /// Whether it stands in parentheses, which `text` is without.
        parenthesised: bool,
    },
    Collate(String),
    Generated {
        expression: String,
        stored: bool,
    },
}

/// A column of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyPart {
    pub(crate) column: String,
    pub(crate) collation: Option<String>,
    pub(crate) descending: bool,
}

impl TableDefinition {
    /// The column of this name, in any spelling.
    pub(crate) fn column(&self, name: &str) -> Option<&ColumnDefinition> {
        let mut columns = self.columns.iter();
        columns.find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// All constraints, those at its columns first.
    pub(crate) fn constraints(&self) -> impl Iterator<Item = &Constraint> {
        let at_columns = self.columns.iter().flat_map(|column| &column.constraints);
        at_columns.chain(&self.constraints)
    }

    /// Whether its primary key is its row id:
    /// <https://www.sqlite.org/lang_createtable.html#rowid>
    pub(crate) fn has_rowid_key(&self) -> bool {
        self.columns.iter().any(|column| self.is_rowid(column))
    }

    /// Whether this column of it is its row id under another name.
    pub(crate) fn is_rowid(&self, column: &ColumnDefinition) -> bool {
        !self.without_rowid
            && column.ty.eq_ignore_ascii_case("integer")
            && self.constraints().any(|constraint| match &constraint.rule {
                Rule::PrimaryKey { parts, .. } => {
                    let [part] = parts.as_slice() else {
                        return false;
                    };
                    // `INTEGER PRIMARY KEY DESC` at the column is another key.
                    let at_column = column.constraints.contains(constraint);
                    part.column.eq_ignore_ascii_case(&column.name)
                        && !(at_column && part.descending)
                }
                _ => false,
            })
    }
}
