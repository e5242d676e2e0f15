use super::{AttachPartition, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Makes a partition a table of its own, with its rows, its keys and its indexes: PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetachPartition {
    /// The partition.
    pub table: String,
    /// The partitioned table.
    pub parent: String,
    /// Without blocking queries of the partitioned table, outside a transaction. PostgreSQL 14
    /// and later.
    pub concurrently: bool,
}

impl DetachPartition {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        checks::table(schema, &self.parent)?;
        let table = checks::table(schema, &self.table)?;
        let of = table.partition_of.as_ref();
        if of.is_none_or(|of| of.parent != self.parent) {
            return Err(SchemaError::Invalid {
                what: format!("table {:?}", self.table),
                problem: format!("is no partition of table {:?}", self.parent),
                help: "name the table that it is a partition of".to_owned(),
            });
        }
        schema.update(&self.table, |table| table.partition_of = None);
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let table = before.table(&self.table);
        let of = table.and_then(|table| table.partition_of.as_ref());
        let back = of.map(|of| {
            Operation::AttachPartition(AttachPartition {
                table: self.table.clone(),
                parent: self.parent.clone(),
                bound: of.bound.clone(),
            })
        });
        Ok(back.into_iter().collect())
    }
}
