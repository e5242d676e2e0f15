use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::{Schema, Table};

/// Gives a constraint another name: a primary key, a unique constraint, a foreign key, a
/// check or an exclusion constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameConstraint {
    /// The table's name.
    pub table: String,
    /// The name it has.
    pub from: String,
    /// The name it gets.
    pub to: String,
}

impl RenameConstraint {
    /// Gives the constraint its new name.
    pub fn change(&self, table: &mut Table) {
        for name in checks::constraint_names(table) {
            if *name == self.from {
                name.clone_from(&self.to);
            }
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::constraint(table, &self.from)?;
        checks::free_constraint(table, "constraint", &self.to)?;
        if table.relation_names().any(|name| name == self.from) {
            checks::free_index_name(schema, &self.table, "constraint", &self.to)?;
        }
        schema.update(&self.table, |table| self.change(table));
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameConstraint(Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        })])
    }
}
