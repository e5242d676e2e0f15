use super::{AddUnique, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops a unique constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropUnique {
    /// The table's name.
    pub table: String,
    /// The constraint's name.
    pub unique: String,
}

impl DropUnique {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let Some(unique) = table.unique(&self.unique) else {
            return Err(checks::unknown(
                table,
                "unique constraint",
                &self.unique,
                table.uniques.iter().map(|unique| unique.name.as_str()),
            ));
        };
        checks::no_key_needs(
            schema,
            table,
            &format!("unique constraint {:?}", self.unique),
            &unique.columns,
        )?;
        schema.update(&self.table, |table| {
            table.uniques.retain(|unique| unique.name != self.unique)
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let unique = before
            .table(&self.table)
            .and_then(|table| table.unique(&self.unique));
        Ok(unique
            .map(|unique| {
                Operation::AddUnique(AddUnique {
                    table: self.table.clone(),
                    unique: unique.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}
