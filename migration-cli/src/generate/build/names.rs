//! Other names for what a table has, comments, and constraints that are checked later.

use migration_core::operation::{
    AlterColumn, AlterTable, Change, Operation, RenameConstraint, RenameIndex, ValidateConstraint,
};
use migration_core::schema::Enforcement;

use super::{Asked, Proposal};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn rename_index(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, from, to) = three(asked, "index")?;
    let found = lookup::table(asked.schema, table)?;
    if found.index(from).is_none() {
        let names = found.indexes.iter().map(|index| index.name.as_str());
        return Err(lookup::unknown(found, "index", from, names));
    }
    Ok(renames(
        from,
        to,
        table,
        Operation::RenameIndex(RenameIndex {
            table: table.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        }),
    ))
}

pub(super) fn rename_constraint(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, from, to) = three(asked, "constraint")?;
    lookup::constraint(lookup::table(asked.schema, table)?, from)?;
    Ok(renames(
        from,
        to,
        table,
        Operation::RenameConstraint(RenameConstraint {
            table: table.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        }),
    ))
}

fn renames(from: &str, to: &str, table: &str, operation: Operation) -> Proposal {
    Proposal::new(
        format!("rename_{}_to_{}", naming::slug(from), naming::slug(to)),
        format!("Renames `{from}` of `{table}` to `{to}`."),
        vec![operation],
    )
}

fn three<'a>(asked: &Asked<'a>, what: &str) -> Result<(&'a str, &'a str, &'a str), GenerateError> {
    match asked.words {
        [table, from, to] => Ok((table, from, to)),
        _ => Err(asked.template.misused(format!(
            "it takes the table's name, the {what}'s name, and the new name"
        ))),
    }
}

pub(super) fn validate(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let [table, name] = asked.words else {
        return Err(asked
            .template
            .misused("it takes the table's name and the constraint's name"));
    };
    let found = lookup::table(asked.schema, table)?;
    lookup::constraint(found, name)?;
    let enforcement = found
        .check(name)
        .map(|check| check.enforcement)
        .or_else(|| found.foreign_key(name).map(|key| key.enforcement));
    if enforcement != Some(Enforcement::NewRows) {
        return Err(GenerateError::schema(
            format!("constraint {name:?} of table {table:?} waits for no validation"),
            "only a check or foreign key that was added with --not-valid does",
        ));
    }
    Ok(Proposal::new(
        format!("validate_{}", naming::slug(name)),
        format!("Checks the rows of `{table}` against `{name}`."),
        vec![Operation::ValidateConstraint(ValidateConstraint {
            table: table.clone(),
            constraint: name.clone(),
        })],
    ))
}

/// `users "People"` or `users.email "Where receipts go"`; an empty text takes it away.
pub(super) fn comment(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let [on, text] = asked.words else {
        return Err(asked
            .template
            .misused("it takes a table, or a column as TABLE.COLUMN, and the text in quotes"));
    };
    let change = match text.trim() {
        "" => Change::Drop,
        text => Change::Set(text.to_owned()),
    };
    let column = match on.split_once('.') {
        // A table's name may hold a point.
        Some(parts) if asked.schema.table(on).is_none() => Some(parts),
        _ => None,
    };
    let operation = match column {
        Some((table, column)) => {
            let table = lookup::table(asked.schema, table)?;
            lookup::column(table, column)?;
            Operation::AlterColumn(AlterColumn {
                table: table.name.clone(),
                column: column.to_owned(),
                comment: Some(change),
                ..AlterColumn::default()
            })
        }
        None => Operation::AlterTable(AlterTable {
            table: lookup::table(asked.schema, on)?.name.clone(),
            comment: Some(change),
            options: None,
        }),
    };
    Ok(Proposal::new(
        format!("comment_on_{}", naming::slug(on)),
        format!("Says what `{on}` is for."),
        vec![operation],
    ))
}
