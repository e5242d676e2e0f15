//! Fields: the words that describe columns, `NAME[:TYPE](:MODIFIER)*`.
//!
//! This module turns words into [`Field`]s. What a field means for a table is decided where
//! operations are built.

mod default;
mod modifiers;
mod parse;
mod shell;
mod split;
mod types;

pub(crate) use default::default_value;
pub(crate) use modifiers::referential_action;
pub(crate) use parse::{parse, parse_all};
pub(crate) use split::split;

use migration_core::operation::Position;
use migration_core::schema::{ColumnType, ReferentialAction};

/// The type of a field as far as the word alone tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// A column type.
    Plain(ColumnType),
    /// One of these values; the type's name depends on the table.
    Enumeration(Vec<String>),
    /// A key of another table, whose type the schema knows.
    Reference(Option<Target>),
    /// Rows of any table: two columns, one of which says which table.
    Polymorphic,
}

/// A table, and a column of it where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) table: String,
    pub(crate) column: Option<String>,
}

impl Target {
    /// `users` or `users.id`.
    pub(crate) fn parse(text: &str) -> Self {
        match text.split_once('.') {
            Some((table, column)) => Self {
                table: table.to_owned(),
                column: Some(column.to_owned()),
            },
            None => Self {
                table: text.to_owned(),
                column: None,
            },
        }
    }

    /// The same, where text before a dot may be a schema of PostgreSQL: `is_table` tells whether a
    /// name is that of a table.
    pub(crate) fn among(self, is_table: impl Fn(&str) -> bool) -> Self {
        let Some(column) = &self.column else {
            return self;
        };
        let whole = format!("{}.{column}", self.table);
        if is_table(&whole) {
            return Self {
                table: whole,
                column: None,
            };
        }
        match whole.rsplit_once('.') {
            Some((table, column)) if is_table(table) => Self {
                table: table.to_owned(),
                column: Some(column.to_owned()),
            },
            _ => self,
        }
    }
}

/// What a field says about the column's default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DefaultWord {
    /// This one, still as typed: what it means depends on the type.
    Is(String),
    /// None any more.
    Drop,
}

/// A column as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Field {
    /// The whole word, for messages.
    pub(crate) word: String,
    pub(crate) name: String,
    pub(crate) ty: Option<FieldType>,
    /// Whether it may be NULL, where that was said.
    pub(crate) nullable: Option<bool>,
    pub(crate) unique: bool,
    /// Whether it gets an index, where that was said.
    pub(crate) index: Option<bool>,
    pub(crate) primary_key: bool,
    pub(crate) default: Option<DefaultWord>,
    pub(crate) check: Option<String>,
    pub(crate) references: Option<Target>,
    pub(crate) on_delete: Option<ReferentialAction>,
    pub(crate) on_update: Option<ReferentialAction>,
    pub(crate) fill: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) collation: Option<String>,
    pub(crate) charset: Option<String>,
    /// Where it stands among the others, where that was said.
    pub(crate) position: Option<Position>,
    /// What it is computed from.
    pub(crate) generated: Option<String>,
    /// Whether what is computed is kept, where that was said.
    pub(crate) stored: Option<bool>,
    pub(crate) unsigned: bool,
    /// How many `[]` stand behind the type.
    pub(crate) dimensions: u8,
}
