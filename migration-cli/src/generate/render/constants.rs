use std::collections::BTreeMap;

use migration_core::operation::Operation;

use super::literal;
use super::types::kind;
use crate::generate::naming;

/// `pub const ID: Key<BigInt> = Key::new("posts", "id");`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// The constant's name.
    pub name: String,
    /// The kind of column.
    pub kind: String,
    /// The table, as a Rust literal.
    pub table: String,
    /// The column, as a Rust literal.
    pub column: String,
}

/// The keys that a migration exports: one for each table it makes with a key of one column.
pub(super) struct Constants {
    /// Table and column → constant.
    all: BTreeMap<(String, String), Constant>,
}

impl Constants {
    pub(super) fn of(operations: &[Operation]) -> Self {
        let keys: Vec<_> = operations
            .iter()
            .filter_map(|operation| {
                let Operation::CreateTable(op) = operation else {
                    return None;
                };
                let [column] = op.table.primary_key.as_ref()?.columns.as_slice() else {
                    return None;
                };
                Some((&op.table.name, op.table.column(column)?))
            })
            .collect();
        let mut all = BTreeMap::new();
        let mut names: Vec<String> = Vec::new();
        for (table, column) in &keys {
            let mut name = naming::identifier(&column.name).to_uppercase();
            if keys.len() > 1 {
                name = format!("{}_{name}", naming::identifier(table).to_uppercase());
            }
            // Two tables may have names that differ in what an identifier cannot hold.
            while names.contains(&name) {
                name.push('_');
            }
            names.push(name.clone());
            all.insert(
                ((*table).clone(), column.name.clone()),
                Constant {
                    name,
                    kind: kind(&column.ty).to_owned(),
                    table: literal::string(table),
                    column: literal::string(&column.name),
                },
            );
        }
        Self { all }
    }

    /// The constant for this key, if this migration exports it.
    pub(super) fn name(&self, table: &str, column: &str) -> Option<&Constant> {
        self.all.get(&(table.to_owned(), column.to_owned()))
    }

    pub(super) fn finish(self) -> Vec<Constant> {
        self.all.into_values().collect()
    }
}
