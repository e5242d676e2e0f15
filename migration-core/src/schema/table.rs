use std::borrow::Cow;

use super::namespace::{in_namespace, key};
use super::{
    Check, Column, Exclusion, ForeignKey, Index, Partition, Partitioning, PrimaryKey, Unique,
};

/// A table and all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Table {
    /// Its name, unescaped.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its primary key.
    pub primary_key: Option<PrimaryKey>,
    /// Its unique constraints, in the order they were added.
    pub uniques: Vec<Unique>,
    /// Its foreign keys, in the order they were added.
    pub foreign_keys: Vec<ForeignKey>,
    /// Its checks, in the order they were added.
    pub checks: Vec<Check>,
    /// Its exclusion constraints, in the order they were added.
    pub exclusions: Vec<Exclusion>,
    /// Its indexes, in the order they were added.
    pub indexes: Vec<Index>,
    /// What it is for. SQLite keeps no comments.
    pub comment: Option<String>,
    /// How the server keeps it.
    pub options: TableOptions,
    /// What divides its rows among its partitions, if it has some.
    pub partitioning: Option<Box<Partitioning>>,
    /// Which table it is a partition of, if it is one. It has all that its parent has, under
    /// names of its own where PostgreSQL wants different ones.
    pub partition_of: Option<Box<Partition>>,
}

/// Whether policies decide which rows of a table a role sees: PostgreSQL's row-level security.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum RowSecurity {
    /// They do not.
    #[default]
    Off,
    /// For everyone but the table's owner.
    On,
    /// For the owner too.
    Forced,
}

/// How a server keeps a table. An option that a server does not have is refused there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TableOptions {
    /// SQLite checks the types of values: `STRICT`, from version 3.37.
    pub strict: bool,
    /// SQLite keeps the rows in the primary key's own tree.
    pub without_rowid: bool,
    /// PostgreSQL writes no log of the table: fast, and empty after a crash.
    pub unlogged: bool,
    /// Whether PostgreSQL's policies decide which rows a role sees.
    pub row_security: RowSecurity,
    /// MySQL's and MariaDB's storage engine; InnoDB where it is not said.
    pub engine: Option<String>,
    /// MySQL's and MariaDB's character set; utf8mb4 where it is not said.
    pub charset: Option<String>,
    /// MySQL's and MariaDB's collation of columns that name none.
    pub collation: Option<String>,
}

impl Table {
    /// A table of this name without columns.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Gives back the room that its lists have to grow. A schema keeps a table for long, and
    /// a list that was pushed to has up to as much room again as it holds.
    pub(crate) fn shrink(&mut self) {
        self.columns.shrink_to_fit();
        self.uniques.shrink_to_fit();
        self.foreign_keys.shrink_to_fit();
        self.checks.shrink_to_fit();
        self.exclusions.shrink_to_fit();
        self.indexes.shrink_to_fit();
    }

    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column of this name, to change it.
    pub fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|column| column.name == name)
    }

    /// The index of this name.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The unique constraint of this name.
    #[must_use]
    pub fn unique(&self, name: &str) -> Option<&Unique> {
        self.uniques.iter().find(|unique| unique.name == name)
    }

    /// The check of this name.
    #[must_use]
    pub fn check(&self, name: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.name == name)
    }

    /// The names that are indexes on PostgreSQL, where they share one space with those of
    /// tables: of keys, unique and exclusion constraints, and indexes.
    pub fn relation_names(&self) -> impl Iterator<Item = &str> {
        let primary = self.primary_key.iter().map(|key| key.name.as_str());
        let uniques = self.uniques.iter().map(|each| each.name.as_str());
        let exclusions = self.exclusions.iter().map(|each| each.name.as_str());
        let indexes = self.indexes.iter().map(|each| each.name.as_str());
        primary.chain(uniques).chain(exclusions).chain(indexes)
    }

    /// The names of its constraints of every kind.
    pub fn constraint_names(&self) -> impl Iterator<Item = &str> {
        let primary = self.primary_key.iter().map(|key| key.name.as_str());
        let uniques = self.uniques.iter().map(|each| each.name.as_str());
        let keys = self.foreign_keys.iter().map(|each| each.name.as_str());
        let checks = self.checks.iter().map(|each| each.name.as_str());
        let exclusions = self.exclusions.iter().map(|each| each.name.as_str());
        primary
            .chain(uniques)
            .chain(keys)
            .chain(checks)
            .chain(exclusions)
    }

    /// Every name that shares one space with those of tables, in its namespace: those, which
    /// are in the table's, and the names of types.
    pub(super) fn space_names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let (namespace, _) = in_namespace(&self.name);
        let types = self
            .columns
            .iter()
            .filter_map(|column| column.ty.as_enumeration());
        let types = types.map(|of| {
            let (namespace, local) = in_namespace(&of.name);
            key(namespace, local)
        });
        self.relation_names()
            .map(move |name| key(namespace, name))
            .chain(types)
    }

    /// The exclusion constraint of this name.
    #[must_use]
    pub fn exclusion(&self, name: &str) -> Option<&Exclusion> {
        self.exclusions.iter().find(|each| each.name == name)
    }

    /// The foreign key of this name.
    #[must_use]
    pub fn foreign_key(&self, name: &str) -> Option<&ForeignKey> {
        self.foreign_keys.iter().find(|key| key.name == name)
    }
}
