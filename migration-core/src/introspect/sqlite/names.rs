use std::collections::BTreeSet;

use crate::dialect::sqlite_definition::{Constraint, TableDefinition};

/// Names for constraints that have none in the database: those that a migration would give.
pub(super) struct Names {
    /// Of indexes and unique constraints, in the whole schema.
    shared: BTreeSet<String>,
    /// Of the constraints of one table.
    own: BTreeSet<String>,
}

impl Names {
    pub(super) fn new<'a>(indexes: impl Iterator<Item = &'a str>) -> Self {
        Self {
            shared: indexes.map(str::to_owned).collect(),
            own: BTreeSet::new(),
        }
    }

    /// Goes on to another table, whose given names are taken before any is made.
    pub(super) fn begin(&mut self, table: &TableDefinition) {
        self.own = table
            .constraints()
            .filter_map(|constraint| constraint.name.clone())
            .collect();
    }

    /// The constraint's own name, or one that is free.
    pub(super) fn of(&mut self, constraint: &Constraint, usual: String) -> String {
        if let Some(name) = &constraint.name {
            return name.clone();
        }
        let name = self.free(usual);
        self.own.insert(name.clone());
        name
    }

    fn free(&self, usual: String) -> String {
        let taken = |name: &String| self.own.contains(name) || self.shared.contains(name);
        if !taken(&usual) {
            return usual;
        }
        let numbered = (2..).map(|n: u32| format!("{usual}_{n}"));
        numbered
            .into_iter()
            .find(|name| !taken(name))
            .unwrap_or(usual)
    }
}
