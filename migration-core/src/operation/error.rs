use std::fmt;

use crate::schema::ColumnType;

/// Why an operation does not fit the schema before it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaError {
    /// No object of this name.
    Unknown {
        /// What was looked for: `table`, `column`, `index` and so on.
        kind: &'static str,
        /// The name looked for.
        name: String,
        /// The table it was looked for in.
        table: Option<String>,
        /// The nearest names there are, the best first.
        nearest: Vec<String>,
    },
    /// The name is taken.
    Taken {
        /// What was to get the name.
        kind: &'static str,
        /// The name.
        name: String,
        /// The table that has it.
        table: Option<String>,
    },
    /// A name that no server takes.
    BadName {
        /// What was to get the name.
        kind: &'static str,
        /// The name.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A name in a namespace that there is not.
    UnknownNamespace {
        /// What was to get the name.
        kind: &'static str,
        /// The name.
        name: String,
        /// The namespace in it.
        namespace: String,
    },
    /// Something else still needs it.
    InUse {
        /// What was to go: `table "users"`.
        what: String,
        /// What needs it: `foreign key "posts_author_id_fkey" of table "posts"`.
        by: String,
    },
    /// A foreign key joins columns of different types.
    TypeMismatch {
        /// The referring table and column.
        from: (String, String),
        /// Its type.
        from_type: ColumnType,
        /// The table and column referred to.
        to: (String, String),
        /// Its type.
        to_type: ColumnType,
    },
    /// The columns referred to are neither the primary key nor unique.
    NotUnique {
        /// The table referred to.
        table: String,
        /// The columns referred to.
        columns: Vec<String>,
    },
    /// A default of another kind than the column.
    WrongDefault {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The column's type.
        ty: ColumnType,
        /// What was given.
        given: String,
    },
    /// A NOT NULL column without a value for the rows that exist.
    NoValueForRows {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// The definition contradicts itself or lacks something.
    Invalid {
        /// What it is about: `table "posts"`.
        what: String,
        /// What is wrong with it.
        problem: String,
        /// The way out.
        help: String,
    },
}

impl SchemaError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Unknown { nearest, kind, .. } => match nearest.as_slice() {
                [] => format!("there is no {kind} of a similar name; check the migrations before it"),
                [one] => format!("did you mean {one:?}?"),
                many => format!("did you mean one of {}?", quoted(many)),
            },
            Self::Taken { kind, .. } => format!("give the {kind} another name, or drop the other first"),
            Self::BadName { .. } => "give it another name".to_owned(),
            Self::UnknownNamespace { namespace, .. } => format!(
                "create it before with `create_schema({namespace:?})`, or take it as there with `state_only`"
            ),
            Self::InUse { by, .. } => format!("drop the {by} first, in this migration or an earlier one"),
            Self::TypeMismatch { to_type, .. } => {
                format!("give the referring column the type {to_type}")
            }
            Self::NotUnique { .. } => {
                "refer to the primary key, or add a unique constraint on these columns first".to_owned()
            }
            Self::WrongDefault { ty, .. } => format!("give a default that fits {ty}, or an SQL expression"),
            Self::NoValueForRows { .. } => {
                "make it nullable, give it a default, or say what existing rows get with `.fill(\"…\")`".to_owned()
            }
            Self::Invalid { help, .. } => help.clone(),
        }
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown {
                kind,
                name,
                table: Some(table),
                ..
            } => {
                write!(f, "table {table:?} has no {kind} {name:?}")
            }
            Self::Unknown {
                kind,
                name,
                table: None,
                ..
            } => write!(f, "there is no {kind} {name:?}"),
            Self::Taken {
                kind,
                name,
                table: Some(table),
            } => {
                write!(
                    f,
                    "{kind} name {name:?} is taken already by table {table:?}"
                )
            }
            Self::Taken {
                kind,
                name,
                table: None,
            } => write!(f, "{kind} {name:?} exists already"),
            Self::BadName {
                kind,
                name,
                problem,
            } => write!(f, "{kind} name {name:?} {problem}"),
            Self::UnknownNamespace {
                kind,
                name,
                namespace,
            } => write!(
                f,
                "there is no schema {namespace:?} for the {kind} {name:?} to be in"
            ),
            Self::InUse { what, by } => write!(f, "{what} is still needed by {by}"),
            Self::TypeMismatch {
                from,
                from_type,
                to,
                to_type,
            } => write!(
                f,
                "{}.{} is {from_type}, but {}.{}, which it refers to, is {to_type}",
                from.0, from.1, to.0, to.1
            ),
            Self::NotUnique { table, columns } => write!(
                f,
                "{} of table {table:?} cannot be referred to: two rows might have the same value",
                quoted(columns)
            ),
            Self::WrongDefault {
                table,
                column,
                ty,
                given,
            } => {
                write!(
                    f,
                    "default {given} does not fit {table}.{column}, which is {ty}"
                )
            }
            Self::NoValueForRows { table, column } => write!(
                f,
                "column {column:?} is NOT NULL and has no default, so the rows of table {table:?} would have no value for it"
            ),
            Self::Invalid { what, problem, .. } => write!(f, "{what} {problem}"),
        }
    }
}

impl std::error::Error for SchemaError {}

/// Why an operation has no way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Irreversible {
    /// The reason, as a fragment that fits after "because".
    pub reason: String,
    /// The way out.
    pub help: String,
}

impl fmt::Display for Irreversible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Irreversible {}
