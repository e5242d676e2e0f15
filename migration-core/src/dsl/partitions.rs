//! Tables that are divided among partitions, and tables that are like others.

use super::schema_builder::SchemaBuilder;
use super::table_builder::TableBuilder;
use super::text::IntoColumns;
use crate::operation::{
    AttachPartition, CreatePartition, CreateTableLike, DetachPartition, FillTable, Operation,
};
use crate::schema::{IndexPart, Partition, PartitionBound, PartitionMethod, Partitioning, SqlText};

/// A table like another that was just recorded, to say more about it.
#[derive(Debug)]
pub struct LikeBuilder<'a>(&'a mut Operation);

impl LikeBuilder<'_> {
    /// It refers to what the other refers to.
    pub fn with_foreign_keys(self) {
        if let Operation::CreateTableLike(op) = self.0 {
            op.foreign_keys = true;
        }
    }
}

/// A partition that was just recorded, to say that it is divided in turn.
#[derive(Debug)]
pub struct PartitionBuilder<'a>(&'a mut Operation);

impl PartitionBuilder<'_> {
    /// It has partitions of its own, each of what lies between two bounds.
    pub fn partition_by_range<P: Into<IndexPart>>(self, parts: impl IntoIterator<Item = P>) {
        self.divide(PartitionMethod::Range, parts);
    }

    /// It has partitions of its own, each of some values.
    pub fn partition_by_list<P: Into<IndexPart>>(self, parts: impl IntoIterator<Item = P>) {
        self.divide(PartitionMethod::List, parts);
    }

    /// It has partitions of its own, each of a share of all rows.
    pub fn partition_by_hash<P: Into<IndexPart>>(self, parts: impl IntoIterator<Item = P>) {
        self.divide(PartitionMethod::Hash, parts);
    }

    fn divide<P: Into<IndexPart>>(
        self,
        method: PartitionMethod,
        parts: impl IntoIterator<Item = P>,
    ) {
        if let Operation::CreatePartition(op) = self.0 {
            op.partitioning = Some(partitioning(method, parts));
        }
    }
}

fn partitioning<P: Into<IndexPart>>(
    method: PartitionMethod,
    parts: impl IntoIterator<Item = P>,
) -> Box<Partitioning> {
    Box::new(Partitioning {
        method,
        parts: parts.into_iter().map(Into::into).collect(),
    })
}

impl TableBuilder {
    /// Divides the rows by where their key lies: PostgreSQL's.
    ///
    /// ```
    /// # use migration_core::prelude::*;
    /// # let mut schema = SchemaBuilder::new();
    /// schema.create_table("events", |t| {
    ///     t.column(big_int("id"));
    ///     t.column(timestamp_tz("at"));
    ///     t.primary_key(["id", "at"]);
    ///     t.partition_by_range(["at"]);
    /// });
    /// schema.create_partition(
    ///     "events_2026",
    ///     "events",
    ///     PartitionBound::range(["2026-01-01"], ["2027-01-01"]),
    /// );
    /// ```
    pub fn partition_by_range<P: Into<IndexPart>>(
        &mut self,
        parts: impl IntoIterator<Item = P>,
    ) -> &mut Self {
        self.table.partitioning = Some(partitioning(PartitionMethod::Range, parts));
        self
    }

    /// Divides the rows by what their key is: PostgreSQL's.
    pub fn partition_by_list<P: Into<IndexPart>>(
        &mut self,
        parts: impl IntoIterator<Item = P>,
    ) -> &mut Self {
        self.table.partitioning = Some(partitioning(PartitionMethod::List, parts));
        self
    }

    /// Divides the rows evenly: PostgreSQL's.
    pub fn partition_by_hash<P: Into<IndexPart>>(
        &mut self,
        parts: impl IntoIterator<Item = P>,
    ) -> &mut Self {
        self.table.partitioning = Some(partitioning(PartitionMethod::Hash, parts));
        self
    }

    /// Makes the table a partition of another, all of whose columns and keys it declares.
    /// [`SchemaBuilder::create_partition`] takes them over.
    pub fn partition_of(&mut self, parent: impl Into<String>, bound: PartitionBound) -> &mut Self {
        self.table.partition_of = Some(Box::new(Partition {
            parent: parent.into(),
            bound,
        }));
        self
    }

    /// Fills the table with the rows of a query, whose columns are these in their order.
    ///
    /// ```
    /// # use migration_core::prelude::*;
    /// # let mut schema = SchemaBuilder::new();
    /// schema.create_table("authors", |t| {
    ///     t.id();
    ///     t.column(varchar("name", 80));
    ///     t.rows_from(["name"], "SELECT DISTINCT author FROM posts");
    /// });
    /// ```
    pub fn rows_from(&mut self, columns: impl IntoColumns, query: impl Into<SqlText>) -> &mut Self {
        self.rows = Some((columns.into_columns(), query.into()));
        self
    }
}

impl SchemaBuilder {
    /// Creates a table with all that another has: columns, defaults, checks, keys and indexes,
    /// under names after the new table. What the other refers to it leaves out unless it says
    /// otherwise, and rows too.
    pub fn create_table_like(
        &mut self,
        table: impl Into<String>,
        like: impl Into<String>,
    ) -> LikeBuilder<'_> {
        LikeBuilder(self.push(Operation::CreateTableLike(CreateTableLike {
            table: table.into(),
            like: like.into(),
            foreign_keys: false,
        })))
    }

    /// Fills a table that was just created with the rows of a query, whose columns are these in
    /// their order. The way back does nothing: the rows go with the table.
    pub fn fill_table(
        &mut self,
        table: impl Into<String>,
        columns: impl IntoColumns,
        query: impl Into<SqlText>,
    ) {
        self.operation(Operation::FillTable(FillTable {
            table: table.into(),
            columns: columns.into_columns(),
            query: query.into(),
        }));
    }

    /// Creates a partition of a table that is divided, with all that this has: PostgreSQL's.
    pub fn create_partition(
        &mut self,
        table: impl Into<String>,
        parent: impl Into<String>,
        bound: PartitionBound,
    ) -> PartitionBuilder<'_> {
        PartitionBuilder(self.push(Operation::CreatePartition(CreatePartition {
            table: table.into(),
            parent: parent.into(),
            bound,
            partitioning: None,
        })))
    }

    /// Makes a table a partition of another; what it lacks of that one's keys, indexes and
    /// constraints it gets. PostgreSQL's.
    pub fn attach_partition(
        &mut self,
        table: impl Into<String>,
        parent: impl Into<String>,
        bound: PartitionBound,
    ) {
        self.operation(Operation::AttachPartition(AttachPartition {
            table: table.into(),
            parent: parent.into(),
            bound,
        }));
    }

    /// Makes a partition a table of its own, with its rows: PostgreSQL's.
    pub fn detach_partition(&mut self, table: impl Into<String>, parent: impl Into<String>) {
        self.detach(table.into(), parent.into(), false);
    }

    /// The same without blocking queries of the other partitions, outside a transaction.
    /// PostgreSQL 14 and later.
    pub fn detach_partition_concurrently(
        &mut self,
        table: impl Into<String>,
        parent: impl Into<String>,
    ) {
        self.detach(table.into(), parent.into(), true);
    }

    fn detach(&mut self, table: String, parent: String, concurrently: bool) {
        self.operation(Operation::DetachPartition(DetachPartition {
            table,
            parent,
            concurrently,
        }));
    }
}
