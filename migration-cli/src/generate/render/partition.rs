//! Tables that are divided, and their partitions.

use migration_core::operation::{
    AttachPartition, CreatePartition, CreateTableLike, DetachPartition, FillTable,
};
use migration_core::schema::{
    BoundValue, Partition, PartitionBound, PartitionMethod, Partitioning,
};

use super::{index, literal, rows};

/// `partition_by_range(["at"])`
pub(super) fn divided(by: &Partitioning) -> String {
    let Partitioning { method, parts } = by;
    let method = match method {
        PartitionMethod::Range => "partition_by_range",
        PartitionMethod::List => "partition_by_list",
        PartitionMethod::Hash => "partition_by_hash",
    };
    format!("{method}({})", index::parts(parts))
}

/// `partition_of("events", PartitionBound::Default)`
pub(super) fn part_of(of: &Partition) -> String {
    let Partition { parent, bound } = of;
    format!(
        "partition_of({}, {})",
        literal::string(parent),
        self::bound(bound)
    )
}

fn bound(bound: &PartitionBound) -> String {
    let ends = |ends: &[BoundValue]| {
        let ends: Vec<String> = ends.iter().map(end).collect();
        format!("[{}]", ends.join(", "))
    };
    match bound {
        PartitionBound::Range { from, to } => {
            format!("PartitionBound::range({}, {})", ends(from), ends(to))
        }
        PartitionBound::List(values) => {
            let values: Vec<String> = values.iter().map(rows::plain).collect();
            format!("PartitionBound::list([{}])", values.join(", "))
        }
        PartitionBound::Hash { modulus, remainder } => {
            format!("PartitionBound::hash({modulus}, {remainder})")
        }
        PartitionBound::Default => "PartitionBound::Default".to_owned(),
    }
}

fn end(end: &BoundValue) -> String {
    match end {
        BoundValue::Minimum => "BoundValue::Minimum".to_owned(),
        BoundValue::Maximum => "BoundValue::Maximum".to_owned(),
        BoundValue::Value(value) => format!("BoundValue::from({})", rows::plain(value)),
    }
}

pub(super) fn create(op: &CreatePartition) -> String {
    let CreatePartition {
        table,
        parent,
        bound,
        partitioning,
    } = op;
    let divided = partitioning.as_ref().map(|by| format!(".{}", divided(by)));
    format!(
        "create_partition({}, {}, {}){}",
        literal::string(table),
        literal::string(parent),
        self::bound(bound),
        divided.unwrap_or_default()
    )
}

pub(super) fn attach(op: &AttachPartition) -> String {
    let AttachPartition {
        table,
        parent,
        bound,
    } = op;
    format!(
        "attach_partition({}, {}, {})",
        literal::string(table),
        literal::string(parent),
        self::bound(bound)
    )
}

pub(super) fn detach(op: &DetachPartition) -> String {
    let DetachPartition {
        table,
        parent,
        concurrently,
    } = op;
    let method = match concurrently {
        true => "detach_partition_concurrently",
        false => "detach_partition",
    };
    format!(
        "{method}({}, {})",
        literal::string(table),
        literal::string(parent)
    )
}

pub(super) fn like(op: &CreateTableLike) -> String {
    let CreateTableLike {
        table,
        like,
        foreign_keys,
    } = op;
    let with = match foreign_keys {
        true => ".with_foreign_keys()",
        false => "",
    };
    format!(
        "create_table_like({}, {}){with}",
        literal::string(table),
        literal::string(like)
    )
}

pub(super) fn fill(op: &FillTable) -> String {
    let FillTable {
        table,
        columns,
        query,
    } = op;
    format!(
        "fill_table({}, {}, {})",
        literal::string(table),
        literal::strings(columns),
        literal::sql(query)
    )
}
