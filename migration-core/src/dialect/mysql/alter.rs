//! Changing a column. `MODIFY` drops what it does not say, so it says everything:
//! <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-redefine-column>

use super::change::Work;
use super::column::{definition, no_null, position, update};
use super::literal::{default, name};
use super::table::one_identity_with_a_key;
use super::{constraint, expression, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, text};
use crate::operation::{AlterColumn, words};
use crate::schema::{Column, Generated, Schema, SqlText, Table};

/// The name of a column while another still has the one it will get.
const TEMPORARY: &str = "__migrate_new_value";

pub(super) fn column(
    op: &AlterColumn,
    schema: &Schema,
    before: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let Some(old) = before.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    if let Some(using) = &op.using {
        let value = expression::of(using, before, || {
            format!("the `using` of column {:?}", op.column)
        })?;
        return converted(schema, before, &new, &value, server);
    }
    if *old == new {
        return Ok(Vec::new());
    }
    let kept = |column: Option<&Generated>| column.map(|generated| generated.stored);
    match (
        kept(old.generated.as_deref()),
        kept(new.generated.as_deref()),
    ) {
        // https://dev.mysql.com/doc/refman/8.4/en/alter-table-generated-columns.html
        (Some(false), None) => {
            let mut value = String::new();
            name(&mut value, &old.name);
            return converted(schema, before, &new, &value, server);
        }
        (was, is) if was != is && (was == Some(false) || is == Some(false)) => {
            return computed_anew(schema, before, &new, server);
        }
        _ => {}
    }
    let only_default = Column {
        default: new.default.clone(),
        ..old.clone()
    };
    if new == only_default && (server.sets_defaults_of_large_values() || !types::is_large(&new.ty))
    {
        return Ok(vec![Work::Alter(default_clause(before, &new)?)]);
    }
    if old.is_identity() != new.is_identity() && !server.renumbers_referenced_columns() {
        not_referenced(schema, before, &new.name)?;
    }
    if new.is_identity() {
        one_identity_with_a_key(&with(before, &new))?;
    }
    stays_key(before, &new)?;
    let mut works = Vec::new();
    if old.nullable && !new.nullable {
        let mut value = String::new();
        name(&mut value, &old.name);
        works.push(Work::Other(no_null(&before.name, &value, &old.name)));
    }
    let mut sql = String::from("MODIFY COLUMN ");
    definition(&mut sql, before, &new, server)?;
    if let Some(start) = starts_at(old, &new) {
        sql.push_str(&format!(", AUTO_INCREMENT = {start}"));
    }
    works.push(Work::Alter(sql));
    Ok(works)
}

/// The table with the column as it will be.
fn with(before: &Table, column: &Column) -> Table {
    let mut after = before.clone();
    if let Some(old) = after.column_mut(&column.name) {
        *old = column.clone();
    }
    after
}

/// MySQL gives and takes no numbering while a foreign key refers to the column.
fn not_referenced(schema: &Schema, table: &Table, column: &str) -> Result<(), Problem> {
    for other in schema.referrers(&table.name) {
        let refers = |key: &&crate::schema::ForeignKey| {
            key.references_table == table.name
                && key.references_columns.iter().any(|each| each == column)
        };
        if let Some(key) = other.foreign_keys.iter().find(refers) {
            let key = format!("foreign key {:?} of table {:?}", key.name, other.name);
            return Err(Problem::new(
                format!("MySQL changes no numbering of column {column:?} while {key} refers to it"),
                format!("drop the {key} before, and add it again after"),
            ));
        }
    }
    Ok(())
}

/// Where numbering begins anew.
fn starts_at(old: &Column, new: &Column) -> Option<i64> {
    let start = |column: &Column| column.identity.as_ref()?.start;
    let new = start(new)?;
    (start(old) != Some(new)).then_some(new)
}

fn default_clause(table: &Table, column: &Column) -> Result<String, Problem> {
    let mut sql = String::from("ALTER COLUMN ");
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

/// A computed column whose values are no longer kept, or are from now on: neither server changes
/// that in place, and no value is lost with it.
fn computed_anew(
    schema: &Schema,
    before: &Table,
    new: &Column,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    not_needed(schema, before, &new.name)?;
    let mut sql = String::from("DROP COLUMN ");
    name(&mut sql, &new.name);
    sql.push_str(", ADD COLUMN ");
    definition(&mut sql, before, new, server)?;
    position(&mut sql, before, &new.name)?;
    Ok(vec![Work::Alter(sql)])
}

/// Whether the keys that the column is in can hold it in its new type.
fn stays_key(before: &Table, column: &Column) -> Result<(), Problem> {
    let after = with(before, column);
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
fn converted(
    schema: &Schema,
    before: &Table,
    new: &Column,
    value: &str,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    not_needed(schema, before, &new.name)?;
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
    temporary.charset.clone_from(&new.charset);
    temporary.collation.clone_from(&new.collation);
    let mut add = String::from("ADD COLUMN ");
    definition(&mut add, before, &temporary, server)?;
    add.push_str(" AFTER ");
    name(&mut add, &new.name);

    let mut swap = String::from("DROP COLUMN ");
    name(&mut swap, &new.name);
    swap.push_str(", CHANGE COLUMN ");
    name(&mut swap, TEMPORARY);
    swap.push(' ');
    definition(&mut swap, before, new, server)?;

    let mut works = Vec::with_capacity(4);
    if !new.nullable {
        let value = format!("({value})");
        works.push(Work::Other(no_null(&before.name, &value, &new.name)));
    }
    works.push(Work::Alter(add));
    works.push(update(&before.name, TEMPORARY, value));
    works.push(Work::Alter(swap));
    Ok(works)
}

fn not_needed(schema: &Schema, table: &Table, column: &str) -> Result<(), Problem> {
    match needed_by(schema, table, column) {
        None => Ok(()),
        Some(by) => Err(Problem::new(
            format!(
                "column {column:?} is part of {by}, and MySQL and MariaDB change values by an expression \
                 only in a column that nothing refers to"
            ),
            format!("drop the {by} before, and add it again after"),
        )),
    }
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
