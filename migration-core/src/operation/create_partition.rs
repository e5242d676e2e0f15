use super::{CreateTable, DropTable, Irreversible, Operation, SchemaError, checks, like};
use crate::schema::{Partition, PartitionBound, Partitioning, Schema, Table};

/// Creates a partition of a partitioned table, with all that this has: PostgreSQL's.
///
/// The fold checks that the table is divided, that the bounds are such as its, and that the names
/// are free. Its reverse drops the partition.
/// <https://www.postgresql.org/docs/current/ddl-partitioning.html>
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("events", |t| {
///             t.column(int("year").index());
///             t.partition_by_range(["year"]);
///         });
///     },
///     |schema| {
///         schema.create_partition("old_events", "events", PartitionBound::range([2000], [2020]));
///     },
/// );
/// assert_eq!(sql.sqlite, r#"sqlite cannot create partition old_events of events: table "old_events" is a partition of table "events", which no table is on SQLite"#);
/// assert_eq!(sql.postgres, r#"CREATE TABLE "old_events" (
///     "year" integer NOT NULL
/// );
/// CREATE INDEX "old_events_year_idx" ON "old_events" ("year");
/// ALTER TABLE "events" ATTACH PARTITION "old_events" FOR VALUES FROM (2000) TO (2020);"#);
/// assert_eq!(sql.mysql, r#"mysql cannot create partition old_events of events: table "old_events" is a partition of table "events", which no table is on MySQL and MariaDB"#);
/// assert_eq!(sql.back, "drop table old_events");
/// ```
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
