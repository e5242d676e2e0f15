use super::{AttachPartition, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Makes a partition a table of its own, with its rows, its keys and its indexes: PostgreSQL's.
///
/// The fold checks that it is a partition of this table. Its reverse attaches it with the bounds
/// it had. <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION>
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("events", |t| {
///             t.column(int("year").index());
///             t.partition_by_range(["year"]);
///         });
///         schema.create_partition("old_events", "events", PartitionBound::range([2000], [2020]));
///     },
///     |schema| {
///         schema.detach_partition("old_events", "events");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"sqlite cannot detach partition old_events from events: SQLite has no partitions, and table "old_events" is none"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "events" DETACH PARTITION "old_events";"#);
/// assert_eq!(sql.mysql, r#"mysql cannot detach partition old_events from events: MySQL and MariaDB have no partitions, and table "old_events" is none"#);
/// assert_eq!(sql.back, "attach partition old_events to events");
/// ```
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
