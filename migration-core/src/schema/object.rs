use super::{Check, ColumnType, DefaultValue, Enumeration, SqlText};

/// What a schema holds beside tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A schema within the database: a space of names.
    Namespace,
    /// An extension of PostgreSQL.
    Extension,
    /// A type that is a list of names.
    Enumeration,
    /// A type with conditions.
    Domain,
    /// A type of several fields.
    Composite,
    /// A generator of numbers.
    Sequence,
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// A query with a name.
    View,
    /// A query with a name, and its rows kept.
    MaterializedView,
    /// A virtual table of SQLite.
    VirtualTable,
    /// What runs when rows change.
    Trigger,
    /// Which rows a role sees and writes.
    Policy,
    /// What a role may do.
    Grant,
}

impl ObjectKind {
    /// What it is called in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Namespace => "schema",
            Self::Extension => "extension",
            Self::Enumeration => "enumeration",
            Self::Domain => "domain",
            Self::Composite => "composite type",
            Self::Sequence => "sequence",
            Self::Function => "function",
            Self::Procedure => "procedure",
            Self::View => "view",
            Self::MaterializedView => "materialised view",
            Self::VirtualTable => "virtual table",
            Self::Trigger => "trigger",
            Self::Policy => "policy",
            Self::Grant => "grant",
        }
    }

    /// Whether its names are among those of tables.
    #[must_use]
    pub const fn is_relation(self) -> bool {
        matches!(
            self,
            Self::View | Self::MaterializedView | Self::VirtualTable | Self::Sequence
        )
    }

    /// Whether it is a type that columns may have.
    #[must_use]
    pub const fn is_type(self) -> bool {
        matches!(self, Self::Enumeration | Self::Domain | Self::Composite)
    }
}

/// What an object is found by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    /// What it is.
    pub kind: ObjectKind,
    /// The table it belongs to, where names are each table's own: triggers and policies.
    pub table: Option<String>,
    /// Its name.
    pub name: String,
}

impl ObjectId {
    /// An object that belongs to no table.
    #[must_use]
    pub fn new(kind: ObjectKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            table: None,
            name: name.into(),
        }
    }

    /// An object of a table.
    #[must_use]
    pub fn of_table(kind: ObjectKind, table: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind,
            table: Some(table.into()),
            name: name.into(),
        }
    }
}

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind.as_str(), self.name)?;
        match &self.table {
            Some(table) => write!(f, " of {table}"),
            None => Ok(()),
        }
    }
}

/// An object beside the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(missing_docs, reason = "each variant is documented at its struct")]
pub enum Object {
    Namespace(Namespace),
    Extension(Extension),
    Enumeration(Enumeration),
    Domain(Domain),
    Composite(Composite),
    Sequence(Sequence),
    Routine(Routine),
    View(View),
    VirtualTable(VirtualTable),
    Trigger(Trigger),
    Policy(Policy),
    Grant(Grant),
}

/// A schema within the database: PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Namespace {
    /// Its name.
    pub name: String,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// An extension of PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Extension {
    /// Its name.
    pub name: String,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// A type with conditions: PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// The type that it narrows.
    pub ty: ColumnType,
    /// Whether its values may not be NULL.
    pub not_null: bool,
    /// What a column of it gets where nothing else is said.
    pub default: Option<DefaultValue>,
    /// Conditions over `VALUE`.
    pub checks: Vec<Check>,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// A type of several fields: PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Composite {
    /// Its name.
    pub name: String,
    /// Its fields, in order.
    pub fields: Vec<(String, ColumnType)>,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// A generator of numbers: PostgreSQL's and MariaDB's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Sequence {
    /// Its name.
    pub name: String,
    /// The first number; 1 where it is not said.
    pub start: Option<i64>,
    /// The difference between two numbers; 1 where it is not said.
    pub increment: Option<i64>,
    /// The smallest number.
    pub minimum: Option<i64>,
    /// The largest number.
    pub maximum: Option<i64>,
    /// How many numbers a session takes at once.
    pub cache: Option<i64>,
    /// Whether it begins again behind its last number.
    pub cycle: bool,
    /// What it is for.
    pub comment: Option<String>,
}

/// A function or a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Routine {
    /// Its name.
    pub name: String,
    /// Whether it is a procedure.
    pub procedure: bool,
    /// The types of its arguments as PostgreSQL tells routines of one name apart by them:
    /// `integer, text`. Not needed where the name is the only one.
    pub arguments: Option<String>,
    /// The whole `CREATE FUNCTION …`, in each dialect that has it.
    pub definition: SqlText,
    /// What it is for. SQLite has no routines.
    pub comment: Option<String>,
}

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct View {
    /// Its name.
    pub name: String,
    /// Whether its rows are kept until it is refreshed: PostgreSQL's materialised view.
    pub materialized: bool,
    /// The query.
    pub query: SqlText,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// A virtual table of SQLite.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct VirtualTable {
    /// Its name.
    pub name: String,
    /// The module that serves it: `fts5`.
    pub module: String,
    /// What the module is given, as written.
    pub arguments: Vec<String>,
}

/// What runs when rows change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The table whose rows it watches.
    pub table: String,
    /// The whole `CREATE TRIGGER …`, in each dialect that has it.
    pub definition: SqlText,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// Which rows of a table a role sees and writes: PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The table.
    pub table: String,
    /// Whether it takes rows away from those that others allow, instead of adding to them.
    pub restrictive: bool,
    /// What it goes for: `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    pub command: String,
    /// The roles it goes for; everyone where there is none.
    pub roles: Vec<String>,
    /// Which rows are seen.
    pub using: Option<SqlText>,
    /// Which rows may be written.
    pub check: Option<SqlText>,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// What a role may do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Grant {
    /// What it may do: `SELECT`, `INSERT`.
    pub privileges: Vec<String>,
    /// On what, with its kind if it is no table: `users`, `SEQUENCE counter`.
    pub on: String,
    /// Who may.
    pub to: String,
    /// Whether it may let others, too.
    pub grantable: bool,
}

impl Object {
    /// What it is found by.
    #[must_use]
    pub fn id(&self) -> ObjectId {
        use ObjectKind as Kind;
        match self {
            Self::Namespace(it) => ObjectId::new(Kind::Namespace, &it.name),
            Self::Extension(it) => ObjectId::new(Kind::Extension, &it.name),
            Self::Enumeration(it) => ObjectId::new(Kind::Enumeration, &it.name),
            Self::Domain(it) => ObjectId::new(Kind::Domain, &it.name),
            Self::Composite(it) => ObjectId::new(Kind::Composite, &it.name),
            Self::Sequence(it) => ObjectId::new(Kind::Sequence, &it.name),
            Self::Routine(it) if it.procedure => ObjectId::new(Kind::Procedure, it.signature()),
            Self::Routine(it) => ObjectId::new(Kind::Function, it.signature()),
            Self::View(it) if it.materialized => ObjectId::new(Kind::MaterializedView, &it.name),
            Self::View(it) => ObjectId::new(Kind::View, &it.name),
            Self::VirtualTable(it) => ObjectId::new(Kind::VirtualTable, &it.name),
            Self::Trigger(it) => ObjectId::of_table(Kind::Trigger, &it.table, &it.name),
            Self::Policy(it) => ObjectId::of_table(Kind::Policy, &it.table, &it.name),
            Self::Grant(it) => ObjectId::new(Kind::Grant, format!("on {} to {}", it.on, it.to)),
        }
    }

    /// The texts of SQL in it, which may name tables and columns.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut SqlText> {
        let (one, two): (Option<&mut SqlText>, Option<&mut SqlText>) = match self {
            Self::View(it) => (Some(&mut it.query), None),
            Self::Trigger(it) => (Some(&mut it.definition), None),
            Self::Routine(it) => (Some(&mut it.definition), None),
            Self::Policy(it) => (it.using.as_mut(), it.check.as_mut()),
            _ => (None, None),
        };
        one.into_iter().chain(two)
    }

    /// The texts of SQL in it, which may name tables and columns.
    pub fn texts(&self) -> impl Iterator<Item = &SqlText> {
        let (one, two): (Option<&SqlText>, Option<&SqlText>) = match self {
            Self::View(it) => (Some(&it.query), None),
            Self::Trigger(it) => (Some(&it.definition), None),
            Self::Routine(it) => (Some(&it.definition), None),
            Self::Policy(it) => (it.using.as_ref(), it.check.as_ref()),
            _ => (None, None),
        };
        one.into_iter().chain(two)
    }
}

impl Sequence {
    /// The first number: the smallest one where none is said, or the largest of one that goes down.
    #[must_use]
    pub fn begins(&self) -> i64 {
        let down = self.increment.is_some_and(|by| by < 0);
        let first = if down {
            self.maximum.unwrap_or(-1)
        } else {
            self.minimum.unwrap_or(1)
        };
        self.start.unwrap_or(first)
    }
}

impl Routine {
    /// Its name with the types of its arguments, where they are said.
    #[must_use]
    pub fn signature(&self) -> String {
        match &self.arguments {
            Some(arguments) => format!("{}({arguments})", self.name),
            None => self.name.clone(),
        }
    }
}
