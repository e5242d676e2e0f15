use std::collections::BTreeMap;

use migration_core::schema::ColumnType;

use super::types::kind;
use crate::generate::naming;

/// A key that a migration's module exports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// The module.
    pub module: String,
    /// The constant's name.
    pub constant: String,
    /// The kind of column: the `T` of `Key<T>`.
    pub kind: String,
}

/// Where the keys of tables are exported.
pub trait KnownKeys {
    /// The exported key `column` of `table`.
    fn key(&self, table: &str, column: &str) -> Option<KnownKey>;
}

/// No key is known: every reference is by name.
#[derive(Debug, Clone, Copy)]
pub struct NoKeys;

impl KnownKeys for NoKeys {
    fn key(&self, _: &str, _: &str) -> Option<KnownKey> {
        None
    }
}

/// `use super::module as alias;`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The module.
    pub module: String,
    /// What it is called here.
    pub alias: String,
}

/// Names that an alias would hide from the file's other lines.
const TAKEN: &[&str] = &["types", "migration_core", "std", "core", "alloc"];

pub(super) struct Imports<'a> {
    keys: &'a dyn KnownKeys,
    /// Table → import.
    used: BTreeMap<String, Import>,
}

impl<'a> Imports<'a> {
    pub(super) fn new(keys: &'a dyn KnownKeys) -> Self {
        Self {
            keys,
            used: BTreeMap::new(),
        }
    }

    /// The path of the exported key for a column of this type, if there is one.
    pub(super) fn key(
        &mut self,
        table: &str,
        column: &str,
        ty: Option<&ColumnType>,
    ) -> Option<String> {
        let key = self.keys.key(table, column)?;
        if ty.is_some_and(|ty| kind(ty) != key.kind) {
            return None;
        }
        if !self.used.contains_key(table) {
            let alias = self.free_alias(table);
            self.used.insert(
                table.to_owned(),
                Import {
                    module: key.module,
                    alias,
                },
            );
        }
        let import = &self.used[table];
        Some(format!("{}::{}", import.alias, key.constant))
    }

    pub(super) fn finish(self) -> Vec<Import> {
        let mut imports: Vec<Import> = self.used.into_values().collect();
        imports.sort_by(|a, b| (&a.module, &a.alias).cmp(&(&b.module, &b.alias)));
        imports
    }

    fn free_alias(&self, table: &str) -> String {
        let base = naming::identifier(table);
        let mut alias = base.clone();
        let mut n = 1;
        while TAKEN.contains(&alias.as_str())
            || self.used.values().any(|import| import.alias == alias)
        {
            n += 1;
            alias = format!("{base}_{n}");
        }
        alias
    }
}
