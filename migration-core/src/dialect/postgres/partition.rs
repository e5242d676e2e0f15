//! Tables that are divided among partitions, and these:
//! <https://www.postgresql.org/docs/current/ddl-partitioning.html>
//!
//! A partition is made as a table with everything in it, and then attached: so its keys and
//! indexes have names that are known, and the parent is locked for no longer than that takes.

use super::literal::{block, relation, relation_text, string};
use super::partition_keys::Work;
use super::{constraint, data, index, partition_keys, views};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{
    AlterColumn, AttachPartition, DetachPartition, DropIndex, Operation, words,
};
use crate::schema::{
    BoundValue, Enforcement, ForeignKey, Partition, PartitionBound, Partitioning, Schema, Table,
    Value,
};

/// The steps of an operation that is another one where partitions are.
pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    server: &Capabilities,
) -> Result<Option<Vec<Step>>, Problem> {
    match operation {
        Operation::AttachPartition(op) => return attach(op, before, server).map(Some),
        Operation::DetachPartition(op) => return detach(op, before, server).map(Some),
        _ => {}
    }
    let table = operation.table().and_then(|name| before.table(name));
    if let (Operation::DropTable(op), Some(table)) = (operation, table)
        && let Some(of) = &table.partition_of
        && is_referred_to(before, &of.parent)
    {
        let mut sql = constraint::alter(&of.parent, "DETACH PARTITION ");
        relation(&mut sql, &op.table);
        let mut step = super::table::drop(op, table);
        step.statements.insert(0, Statement::Run(sql));
        return Ok(Some(vec![step]));
    }
    let Some(table) = table.filter(|table| table.partitioning.is_some()) else {
        return Ok(None);
    };
    refused(operation, table, before, server)?;
    if let Operation::AlterColumn(op) = operation {
        nothing_below_holds_on(op, table, before, server)?;
    }
    let after = || {
        let mut after = before.clone();
        // It was checked against the same schema before.
        let _ = operation.apply(&mut after);
        after
    };
    match operation {
        Operation::CreateIndex(op) => {
            let mut work = Work::new(before, after(), server);
            work.index(table, op)?;
            Ok(Some(work.steps))
        }
        Operation::AddUnique(_) | Operation::AddPrimaryKey(_)
            if before.partitions(&table.name).next().is_some() =>
        {
            let mut work = Work::new(before, after(), server);
            work.key(&table.name)?;
            Ok(Some(work.steps))
        }
        Operation::AlterColumn(op) => {
            let mut steps = super::rendered(operation, before, server)?;
            if let Some(statements) = steps.last_mut().map(|step| &mut step.statements) {
                // From version 18 on it may be a partition's own that it is never NULL.
                if op.nullable == Some(true) {
                    nullable_below(before, table, &op.column, statements);
                }
                if op.ty.is_some() || op.collation.is_some() {
                    statements.extend(partition_keys::named_as_before(before, table, &op.column)?);
                }
            }
            Ok(Some(steps))
        }
        // The indexes of partitions go with it, which PostgreSQL does at once alone:
        // https://www.postgresql.org/docs/current/sql-dropindex.html
        Operation::DropIndex(op) if op.concurrently => Ok(Some(vec![index::drop(&DropIndex {
            concurrently: false,
            ..op.clone()
        })])),
        _ => Ok(None),
    }
}

/// Whether a foreign key refers to the table, or to one that it is a partition of: PostgreSQL drops
/// no partition that rows may be referred to in, and lets one go that none are.
fn is_referred_to(schema: &Schema, table: &str) -> bool {
    let above = schema
        .table(table)
        .and_then(|table| table.partition_of.as_ref());
    schema.referrers(table).next().is_some()
        || above.is_some_and(|of| is_referred_to(schema, &of.parent))
}

/// What reads a partition holds on to the column's type as what reads its parent does.
fn nothing_below_holds_on(
    op: &AlterColumn,
    table: &Table,
    before: &Schema,
    server: &Capabilities,
) -> Result<(), Problem> {
    for partition in before.partitions(&table.name) {
        let own = AlterColumn {
            table: partition.name.clone(),
            ..op.clone()
        };
        views::let_go(&own, partition, before, server)?;
        nothing_below_holds_on(op, partition, before, server)?;
    }
    Ok(())
}

fn nullable_below(before: &Schema, table: &Table, column: &str, out: &mut Vec<Statement>) {
    for partition in before.partitions(&table.name) {
        let action = constraint::alter_column(column, "DROP NOT NULL");
        out.push(Statement::Run(constraint::alter(&partition.name, &action)));
        nullable_below(before, partition, column, out);
    }
}

/// What PostgreSQL has for a table that is not divided, and not for one that is.
fn refused(
    operation: &Operation,
    table: &Table,
    before: &Schema,
    server: &Capabilities,
) -> Result<(), Problem> {
    let divided = |problem: &str, help: &str| {
        Err(Problem::new(
            format!(
                "table {:?} is divided among partitions, and {problem}",
                table.name
            ),
            help,
        ))
    };
    match operation {
        Operation::AddColumn(op)
            if op.column.is_identity()
                && before.partitions(&table.name).next().is_some()
                && !server.numbers_partitioned_rows() =>
        {
            let what = format!(
                "to number the rows of table {:?} in a new column",
                table.name
            );
            Err(Problem::needs(&what, "PostgreSQL 17", server))
        }
        Operation::AlterTable(op) => {
            let mut after = table.clone();
            op.change(&mut after);
            divisible(&after)
        }
        Operation::AddForeignKey(op) => all_rows(&op.foreign_key),
        Operation::AddExclusion(_) => no_exclusion(table),
        Operation::UseIndex(_) => divided(
            "none of its indexes becomes a constraint",
            "add the constraint by itself, and drop the index",
        ),
        Operation::AlterColumn(op) => {
            let is_source = op.ty.is_some()
                && table.columns.iter().any(|column| {
                    let generated = column.generated.as_ref();
                    let mut texts = generated.into_iter().flat_map(|it| it.expression.texts());
                    texts.any(|text| words::mentions(text, &op.column))
                });
            if op.generated.is_some() || is_source {
                return divided(
                    "what its columns are computed from is made once",
                    "add another column, and drop this one",
                );
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What a new table cannot have if it is divided.
pub(super) fn divisible(table: &Table) -> Result<(), Problem> {
    if table.partitioning.is_none() {
        return Ok(());
    }
    if !table.exclusions.is_empty() {
        return no_exclusion(table);
    }
    if table.options.unlogged {
        return Err(Problem::new(
            format!(
                "table {:?} is unlogged, and holds no rows itself",
                table.name
            ),
            "let its partitions be unlogged",
        ));
    }
    table.foreign_keys.iter().try_for_each(all_rows)
}

fn all_rows(key: &ForeignKey) -> Result<(), Problem> {
    if key.enforcement == Enforcement::All {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "foreign key {:?} of a table with partitions goes for all rows",
            key.name
        ),
        "leave `not_valid` out, or add it to each partition",
    ))
}

fn no_exclusion(table: &Table) -> Result<(), Problem> {
    Err(Problem::new(
        format!(
            "table {:?} is divided among partitions, and no rows of two of them exclude each other",
            table.name
        ),
        "add the constraint to each partition",
    ))
}

/// ` PARTITION BY RANGE ("at")`.
pub(super) fn divided_by(
    out: &mut String,
    table: &Table,
    by: &Partitioning,
) -> Result<(), Problem> {
    out.push_str(" PARTITION BY ");
    out.push_str(by.method.as_sql());
    out.push_str(" (");
    let what = || format!("the partition key of table {:?}", table.name);
    text::listed(out, &by.parts, |out, part| {
        index::part(out, table, part, what)
    })?;
    out.push(')');
    Ok(())
}

/// `ALTER TABLE … ATTACH PARTITION …`.
pub(super) fn attached(table: &Table, of: &Partition) -> Result<Statement, Problem> {
    let mut sql = constraint::alter(&of.parent, "ATTACH PARTITION ");
    relation(&mut sql, &table.name);
    bound(&mut sql, table, &of.bound)?;
    Ok(Statement::Run(sql))
}

fn bound(out: &mut String, table: &Table, bound: &PartitionBound) -> Result<(), Problem> {
    let value = |out: &mut String, value: &Value| data::constant(out, table, "", value);
    let end = |out: &mut String, end: &BoundValue| match end {
        BoundValue::Minimum => {
            out.push_str("MINVALUE");
            Ok(())
        }
        BoundValue::Maximum => {
            out.push_str("MAXVALUE");
            Ok(())
        }
        BoundValue::Value(each) => value(out, each),
    };
    match bound {
        PartitionBound::Range { from, to } => {
            out.push_str(" FOR VALUES FROM (");
            text::listed(out, from, end)?;
            out.push_str(") TO (");
            text::listed(out, to, end)?;
            out.push(')');
        }
        PartitionBound::List(values) => {
            out.push_str(" FOR VALUES IN (");
            text::listed(out, values, value)?;
            out.push(')');
        }
        PartitionBound::Hash { modulus, remainder } => {
            out.push_str(&format!(
                " FOR VALUES WITH (MODULUS {modulus}, REMAINDER {remainder})"
            ));
        }
        PartitionBound::Default => out.push_str(" DEFAULT"),
    }
    Ok(())
}

fn attach(
    op: &AttachPartition,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let mut schema = before.clone();
    let mut steps = Vec::new();
    for operation in op.preparations(before) {
        steps.extend(super::render(&operation, &schema, server)?);
        // It was checked when this operation was.
        let _ = operation.apply(&mut schema);
    }
    let of = Partition {
        parent: op.parent.clone(),
        bound: op.bound.clone(),
    };
    let statement = attached(text::table(before, &op.table)?, &of)?;
    steps.push(Step::new("", vec![statement]));
    Ok(steps)
}

/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION>
fn detach(
    op: &DetachPartition,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let mut sql = constraint::alter(&op.parent, "DETACH PARTITION ");
    relation(&mut sql, &op.table);
    if !op.concurrently {
        return Ok(vec![Step::new("", vec![Statement::Run(sql)])]);
    }
    let what = format!("to detach partition {:?} concurrently", op.table);
    if !server.detaches_concurrently() {
        return Err(Problem::needs(&what, "PostgreSQL 14", server));
    }
    let default = before.partitions(&op.parent).find(|table| {
        let of = table.partition_of.as_ref();
        of.is_some_and(|of| of.bound == PartitionBound::Default)
    });
    if let Some(default) = default {
        return Err(Problem::new(
            format!(
                "{what} is not possible while {:?} is the default partition",
                default.name
            ),
            "detach it without `concurrently`",
        ));
    }
    sql.push_str(" CONCURRENTLY");
    let mut outside = Step::new("", vec![Statement::Run(sql)]);
    outside.transactional = false;
    let left = without_its_bound(text::table(before, &op.table)?);
    Ok(vec![outside, Step::new("", vec![left])])
}

/// A partition that is detached concurrently keeps its bound as a check under a name that the
/// server makes up, which is the last one of those that no migration made.
fn without_its_bound(table: &Table) -> Statement {
    let of = relation_text(&table.name);
    let mut known = String::from("''");
    for check in &table.checks {
        known.push_str(", ");
        string(&mut known, &check.name);
    }
    let (mut quoted, mut begin) = (String::new(), String::new());
    relation(&mut quoted, &table.name);
    string(
        &mut begin,
        &format!(
            "ALTER TABLE {} DROP CONSTRAINT %I",
            quoted.replace('%', "%%")
        ),
    );
    block(&format!(
        "DECLARE
    bound name;
BEGIN
    SELECT conname INTO bound FROM pg_constraint
    WHERE conrelid = {of}::regclass AND contype = 'c' AND conname NOT IN ({known})
    ORDER BY oid DESC LIMIT 1;
    IF FOUND THEN
        EXECUTE format({begin}, bound);
    END IF;
END"
    ))
}
