use super::{CreateTable, DropTable, Irreversible, Operation, SchemaError, checks, like};
use crate::schema::{Partition, PartitionBound, Partitioning, Schema, Table};

/// Creates a partition of a partitioned table, with all that this has: PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePartition {
    /// The partition's name.
    pub table: String,
    /// The partitioned table.
    pub parent: String,
    /// The rows it holds.
    pub bound: PartitionBound,
    /// What divides its rows in turn, if it has partitions of its own.
    pub partitioning: Option<Box<Partitioning>>,
}

impl CreatePartition {
    /// The table as it is made, if there is one to be a partition of.
    #[must_use]
    pub fn created(&self, before: &Schema) -> Option<Table> {
        Some(self.of(before.table(&self.parent)?))
    }

    fn of(&self, parent: &Table) -> Table {
        let mut table = like::partition(parent, &self.table);
        table.partitioning.clone_from(&self.partitioning);
        table.partition_of = Some(Box::new(Partition {
            parent: self.parent.clone(),
            bound: self.bound.clone(),
        }));
        table
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let parent = checks::table(schema, &self.parent)?;
        let table = self.of(parent).into();
        CreateTable { table }.apply(schema)
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropTable(DropTable {
            table: self.table.clone(),
        })])
    }
}
