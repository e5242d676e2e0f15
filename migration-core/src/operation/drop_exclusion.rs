use super::{AddExclusion, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops an exclusion constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropExclusion {
    /// The table's name.
    pub table: String,
    /// The constraint's name.
    pub exclusion: String,
}

impl DropExclusion {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        if table.exclusion(&self.exclusion).is_none() {
            return Err(checks::unknown(
                table,
                "exclusion constraint",
                &self.exclusion,
                table.exclusions.iter().map(|each| each.name.as_str()),
            ));
        }
        schema.update(&self.table, |table| {
            table.exclusions.retain(|each| each.name != self.exclusion);
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let exclusion = before
            .table(&self.table)
            .and_then(|table| table.exclusion(&self.exclusion));
        Ok(exclusion
            .map(|exclusion| {
                Operation::AddExclusion(AddExclusion {
                    table: self.table.clone(),
                    exclusion: exclusion.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}
