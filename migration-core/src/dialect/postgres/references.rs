//! What foreign keys ask of the tables on both their sides.

use super::constraint;
use super::literal::relation;
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{AddForeignKey, Operation};
use crate::schema::{Deferrable, ForeignKey, Schema, Table, beside};

/// That no table whose rows last refers to one whose rows do not:
/// <https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED>
pub(super) fn last(operation: &Operation, before: &Schema) -> Result<(), Problem> {
    match operation {
        Operation::CreateTable(op) => of_table(&op.table, before),
        Operation::AddForeignKey(op) => {
            of_key(text::table(before, &op.table)?, &op.foreign_key, before)
        }
        Operation::AlterTable(op) => {
            let mut after = text::table(before, &op.table)?.clone();
            op.change(&mut after);
            of_table(&after, before)?;
            for other in before.referrers(&op.table) {
                let refers = |key: &&ForeignKey| key.references_table == op.table;
                if let Some(key) = other.foreign_keys.iter().find(refers)
                    && after.options.unlogged
                    && !other.options.unlogged
                    && other.name != after.name
                {
                    return Err(does_not_last(key, &other.name, &after.name));
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn of_table(table: &Table, schema: &Schema) -> Result<(), Problem> {
    let mut keys = table.foreign_keys.iter();
    keys.try_for_each(|key| of_key(table, key, schema))
}

fn of_key(table: &Table, key: &ForeignKey, schema: &Schema) -> Result<(), Problem> {
    let other = schema.table(&key.references_table);
    let lasts = other.is_none_or(|other| other.name == table.name || !other.options.unlogged);
    if table.options.unlogged || lasts {
        return Ok(());
    }
    Err(does_not_last(key, &table.name, &key.references_table))
}

fn does_not_last(key: &ForeignKey, from: &str, to: &str) -> Problem {
    Problem::new(
        format!(
            "foreign key {:?} of table {from:?}, whose rows last, refers to table {to:?}, which is unlogged",
            key.name
        ),
        "make both unlogged or neither, or leave the foreign key out",
    )
}

/// The step that drops a unique key over these columns. Foreign keys to them hold on to the key
/// that they were made with, though another one would do: they go before it, and come back.
pub(super) fn without_key(
    mut step: Step,
    table: &Table,
    columns: &[&str],
    before: &Schema,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let same = |key: &&ForeignKey| {
        let others = &key.references_columns;
        key.references_table == table.name
            && others.len() == columns.len()
            && others
                .iter()
                .all(|column| columns.contains(&column.as_str()))
    };
    let (mut drops, mut adds) = (Vec::new(), Vec::new());
    for other in before.referrers(&table.name) {
        for key in other.foreign_keys.iter().filter(same) {
            drops.extend(constraint::drop(&other.name, &key.name).statements);
            let add = AddForeignKey {
                table: other.name.clone(),
                foreign_key: key.clone(),
            };
            adds.extend(constraint::add_foreign_key(&add, server)?.statements);
        }
    }
    if !drops.is_empty() && !step.transactional {
        return Err(Problem::new(
            "foreign keys may hold on to the index, and have to go and come back in one transaction with it",
            "leave `concurrently` out",
        ));
    }
    drops.append(&mut step.statements);
    drops.append(&mut adds);
    step.statements = drops;
    Ok(step)
}

/// Looks at what is put off to the transaction's end before its table changes: PostgreSQL changes
/// no table while a check of its rows is pending.
pub(super) fn looked_at(operation: &Operation, steps: &mut [Step], before: &Schema) {
    let Some(table) = changed(operation).and_then(|table| before.table(table)) else {
        return;
    };
    let mut names = Vec::new();
    let put_off = |key: &&ForeignKey| key.deferrable == Deferrable::InitiallyDeferred;
    let own = table.foreign_keys.iter().filter(put_off);
    names.extend(own.map(|key| beside(&table.name, &key.name)));
    for other in before.referrers(&table.name) {
        let refers = |key: &&ForeignKey| key.references_table == table.name;
        let keys = other.foreign_keys.iter().filter(put_off).filter(refers);
        names.extend(keys.map(|key| beside(&other.name, &key.name)));
    }
    let uniques = table.uniques.iter();
    names.extend(
        uniques
            .filter(|unique| unique.deferrable == Deferrable::InitiallyDeferred)
            .map(|unique| beside(&table.name, &unique.name)),
    );
    names.sort();
    names.dedup();
    let Some(step) = steps.first_mut().filter(|step| step.transactional) else {
        return;
    };
    if names.is_empty() {
        return;
    }
    let is_one = |name: &str| {
        let all = before.tables().flat_map(|table| {
            let own = table.constraint_names();
            own.map(|each| beside(&table.name, each))
        });
        all.filter(|each| *each == name).count() == 1
    };
    let mut listed = String::new();
    // By its name a constraint of another table would be meant, too, which may not be deferrable.
    if !names.iter().all(|name| is_one(name)) {
        names.clear();
        listed.push_str("ALL");
    }
    for (i, each) in names.iter().enumerate() {
        listed.push_str(if i > 0 { ", " } else { "" });
        relation(&mut listed, each);
    }
    let set = |when: &str| Statement::Run(format!("SET CONSTRAINTS {listed} {when}"));
    step.statements
        .splice(0..0, [set("IMMEDIATE"), set("DEFERRED")]);
}

/// The table whose definition changes.
fn changed(operation: &Operation) -> Option<&str> {
    match operation {
        Operation::CreateTable(_)
        | Operation::RenameTable(_)
        | Operation::RenameColumn(_)
        | Operation::RenameIndex(_)
        | Operation::AlterIndex(_)
        | Operation::CommentOnConstraint(_)
        | Operation::RenameConstraint(_)
        | Operation::Backfill(_)
        | Operation::Ensure(_)
        | Operation::Insert(_)
        | Operation::Update(_)
        | Operation::Delete(_) => None,
        other => other.table(),
    }
}
