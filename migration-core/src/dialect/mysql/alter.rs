//! Changing a column. `MODIFY` drops what it does not say, so it says everything:
//! <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-redefine-column>

use super::column::{definition, no_null, update};
use super::constraint::alter;
use super::literal::{default, name};
use super::{constraint, expression, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, text};
use crate::operation::{AlterColumn, words};
use crate::schema::{Column, Schema, SqlText, Table};

/// The name of a column while another still has the one it will get.
const TEMPORARY: &str = "__migrate_new_value";

pub(super) fn column(op: &AlterColumn, schema: &Schema, before: &Table) -> Result<Step, Problem> {
    let Some(old) = before.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    if let Some(using) = &op.using {
        let value = expression::of(using, before, || {
            format!("the `using` of column {:?}", op.column)
        })?;
        return converted(schema, before, &new, &value);
    }
    if *old == new {
        return Ok(Step::new("", Vec::new()));
    }
    if old.ty == new.ty && old.nullable == new.nullable {
        return Ok(Step::new(
            "",
            vec![Statement::Run(default_sql(before, &new)?)],
        ));
    }
    stays_key(before, &new)?;
    let mut statements = Vec::new();
    if old.nullable && !new.nullable {
        let mut value = String::new();
        name(&mut value, &old.name);
        statements.push(no_null(&before.name, &value, &old.name));
    }
    let mut sql = alter(&before.name, "MODIFY COLUMN ");
    definition(&mut sql, before, &new)?;
    statements.push(Statement::Run(sql));
    Ok(Step::new("", statements))
}

fn default_sql(table: &Table, column: &Column) -> Result<String, Problem> {
    let mut sql = alter(&table.name, "ALTER COLUMN ");
    name(&mut sql, &column.name);
    match &column.default {
        Some(value) => {
            sql.push_str(" SET DEFAULT ");
            default(&mut sql, table, column, value)?;
        }
        // MySQL would demand a value in every INSERT after DROP DEFAULT, nullable or not.
        None if column.nullable => sql.push_str(" SET DEFAULT NULL"),
        None => sql.push_str(" DROP DEFAULT"),
    }
    Ok(sql)
}

/// Whether the keys that the column is in can hold it in its new type.
fn stays_key(before: &Table, column: &Column) -> Result<(), Problem> {
    let mut after = before.clone();
    if let Some(old) = after.column_mut(&column.name) {
        *old = column.clone();
    }
    for key in constraint::keys(&after) {
        if key.contains(&column.name.as_str()) {
            types::can_be_key(
                &after,
                &format!("a key of table {:?}", after.name),
                key.iter().copied(),
            )?;
        }
    }
    Ok(())
}

/// A column whose new values are an expression over the row: a second column takes them, and
/// then its place and name. Both types exist at once, so none of them gets a value of the
/// other's.
fn converted(schema: &Schema, before: &Table, new: &Column, value: &str) -> Result<Step, Problem> {
    if let Some(by) = needed_by(schema, before, &new.name) {
        return Err(Problem::new(
            format!(
                "column {:?} is part of {by}, and MySQL and MariaDB change values by an expression \
                 only in a column that nothing refers to",
                new.name
            ),
            format!("drop the {by} before, and add it again after"),
        ));
    }
    if new.is_identity() {
        return Err(Problem::new(
            format!(
                "column {:?} numbers rows, and cannot get its values by an expression",
                new.name
            ),
            "leave the `using` out",
        ));
    }
    let mut temporary = Column::new(TEMPORARY, new.ty.clone());
    temporary.nullable = true;
    let mut add = alter(&before.name, "ADD COLUMN ");
    definition(&mut add, before, &temporary)?;
    add.push_str(" AFTER ");
    name(&mut add, &new.name);

    let update = update(&before.name, TEMPORARY, value);

    let mut swap = alter(&before.name, "DROP COLUMN ");
    name(&mut swap, &new.name);
    swap.push_str(", CHANGE COLUMN ");
    name(&mut swap, TEMPORARY);
    swap.push(' ');
    definition(&mut swap, before, new)?;

    let mut statements = Vec::with_capacity(4);
    if !new.nullable {
        statements.push(no_null(&before.name, &format!("({value})"), &new.name));
    }
    statements.extend([Statement::Run(add), update, Statement::Run(swap)]);
    Ok(Step::new("", statements))
}

/// What would hold on to the column.
fn needed_by(schema: &Schema, table: &Table, column: &str) -> Option<String> {
    let has = |columns: &[String]| columns.iter().any(|each| each == column);
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, column));
    if table.primary_key.iter().any(|key| has(&key.columns)) {
        return Some("primary key".to_owned());
    }
    let uniques = table.uniques.iter().filter(|unique| has(&unique.columns));
    let keys = table.foreign_keys.iter().filter(|key| has(&key.columns));
    let indexes = table.indexes.iter().filter(|index| {
        index.parts.iter().any(|part| match &part.key {
            crate::schema::IndexKey::Column(name) => name == column,
            crate::schema::IndexKey::Expression(sql) => mentions(sql),
        })
    });
    let checks = table
        .checks
        .iter()
        .filter(|check| mentions(&check.expression));
    let referrers = schema.referrers(&table.name).flat_map(|other| {
        other
            .foreign_keys
            .iter()
            .filter(|key| key.references_table == table.name && has(&key.references_columns))
            .map(|key| format!("foreign key {:?} of table {:?}", key.name, other.name))
    });
    uniques
        .map(|unique| format!("unique constraint {:?}", unique.name))
        .chain(keys.map(|key| format!("foreign key {:?}", key.name)))
        .chain(indexes.map(|index| format!("index {:?}", index.name)))
        .chain(checks.map(|check| format!("check {:?}", check.name)))
        .chain(referrers)
        .next()
}
