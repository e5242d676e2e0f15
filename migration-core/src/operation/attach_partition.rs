use super::{DetachPartition, Irreversible, Operation, SchemaError, checks, partitions};
use crate::schema::{Partition, PartitionBound, Schema};

/// Makes a table a partition of another one: PostgreSQL's. What the other has and it has not, a
/// key, an index, a check or a foreign key, it gets.
///
/// The fold checks that both tables have the same columns, and that the bounds are such as the
/// other's. Its reverse detaches it, and takes away what it got.
/// <https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE>
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("events", |t| {
///             t.column(int("year").index());
///             t.partition_by_range(["year"]);
///         });
///         schema.create_table("old_events", |t| {
///             t.column(int("year"));
///         });
///     },
///     |schema| {
///         schema.attach_partition("old_events", "events", PartitionBound::range([2000], [2020]));
///     },
/// );
/// assert_eq!(sql.sqlite, r#"sqlite cannot attach partition old_events to events: SQLite has no partitions, and table "old_events" is none"#);
/// assert_eq!(sql.postgres, r#"CREATE INDEX "old_events_year_idx" ON "old_events" ("year");
/// ALTER TABLE "events" ATTACH PARTITION "old_events" FOR VALUES FROM (2000) TO (2020);"#);
/// assert_eq!(sql.mysql, r#"mysql cannot attach partition old_events to events: MySQL and MariaDB have no partitions, and table "old_events" is none"#);
/// assert_eq!(
///     sql.back,
///     "detach partition old_events from events, drop index old_events_year_idx of old_events"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachPartition {
    /// The table that becomes a partition.
    pub table: String,
    /// The partitioned table.
    pub parent: String,
    /// The rows it holds.
    pub bound: PartitionBound,
}

impl AttachPartition {
    /// What gives the table all that its parent has, before it joins.
    #[must_use]
    pub fn preparations(&self, before: &Schema) -> Vec<Operation> {
        match (before.table(&self.parent), before.table(&self.table)) {
            (Some(parent), Some(table)) => partitions::missing(before, parent, table),
            _ => Vec::new(),
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let parent = checks::table(schema, &self.parent)?;
        let table = checks::table(schema, &self.table)?;
        partitions::can_join(schema, parent, table, &self.bound)?;
        let preparations = self.preparations(schema);
        let mut after = schema.clone();
        for operation in preparations {
            operation.apply(&mut after)?;
        }
        after.update(&self.table, |table| {
            table.partition_of = Some(Box::new(Partition {
                parent: self.parent.clone(),
                bound: self.bound.clone(),
            }));
        });
        *schema = after;
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let mut schema = before.clone();
        let mut back = vec![Operation::DetachPartition(DetachPartition {
            table: self.table.clone(),
            parent: self.parent.clone(),
            concurrently: false,
        })];
        let mut undone = Vec::new();
        for operation in self.preparations(before) {
            undone.push(operation.reverse(&schema)?);
            // It was checked when this operation was.
            let _ = operation.apply(&mut schema);
        }
        back.extend(undone.into_iter().rev().flatten());
        Ok(back)
    }
}
