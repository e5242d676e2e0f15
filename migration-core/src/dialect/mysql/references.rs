//! What foreign keys ask of the tables on both their sides, and of the columns they are over.

use super::{constraint, texts, types};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::operation::{AlterColumn, Operation, words};
use crate::schema::{Column, ColumnType, ForeignKey, ReferentialAction, Schema, SqlText, Table};

/// That the foreign keys can be what they are after the operation.
pub(super) fn hold(operation: &Operation, before: &Schema, table: &Table) -> Result<(), Problem> {
    match operation {
        Operation::CreateTable(_) => {
            let mut keys = table.foreign_keys.iter();
            keys.try_for_each(|key| of_engine(table, key, before))?;
            own_index(table)?;
            own_name(table)?;
            json_checks(table)?;
            checked(table)
        }
        Operation::AddForeignKey(op) => {
            of_engine(table, &op.foreign_key, before)?;
            let mut after = table.clone();
            after.foreign_keys.push(op.foreign_key.clone());
            own_index(&after)?;
            own_name(&after)?;
            checked(&after)
        }
        Operation::CreateIndex(_)
        | Operation::AddUnique(_)
        | Operation::RenameIndex(_)
        | Operation::RenameConstraint(_) => {
            let mut after = table.clone();
            match operation {
                Operation::CreateIndex(op) => after.indexes.push(op.index.clone()),
                Operation::AddUnique(op) => after.uniques.push(op.unique.clone()),
                Operation::RenameConstraint(op) => op.change(&mut after),
                Operation::RenameIndex(op) => {
                    let mut indexes = after.indexes.iter_mut();
                    if let Some(index) = indexes.find(|index| index.name == op.from) {
                        index.name.clone_from(&op.to);
                    }
                }
                _ => {}
            }
            json_checks(&after)?;
            own_name(&after)
        }
        Operation::AddCheck(op) => {
            let mut after = table.clone();
            after.checks.push(op.check.clone());
            json_checks(&after)?;
            checked(&after)
        }
        Operation::AddColumn(op) => {
            let mut after = table.clone();
            op.put(&mut after);
            json_checks(&after)?;
            checked(&after)
        }
        Operation::AlterTable(op) => {
            let mut after = table.clone();
            op.change(&mut after);
            let refers = |key: &&ForeignKey| key.references_table == table.name;
            let mut others = before
                .referrers(&table.name)
                .flat_map(|other| other.foreign_keys.iter().filter(refers));
            let mut own = after.foreign_keys.iter();
            if has_them(&after) {
                return texts_stay(table, &after, before);
            }
            match own.next().or_else(|| others.next()) {
                Some(key) => Err(engine(key, &table.name)),
                None => Ok(()),
            }
        }
        Operation::AlterColumn(op) => {
            let mut after = table.clone();
            if let Some(column) = after.column_mut(&op.column) {
                *column = op.changed(column);
            }
            json_checks(&after)?;
            checked(&after)?;
            same_type(op, before, table)
        }
        _ => Ok(()),
    }
}

fn has_them(table: &Table) -> bool {
    let engine = table.options.engine.as_deref().unwrap_or("InnoDB");
    engine.eq_ignore_ascii_case("InnoDB")
}

/// What the table says of texts is not said of its columns, which keep their type as long as they
/// are on a side of a foreign key.
fn texts_stay(table: &Table, after: &Table, before: &Schema) -> Result<(), Problem> {
    for column in &after.columns {
        let Some(old) = table.column(&column.name) else {
            continue;
        };
        if types::may_be_text(&column.ty) && texts::of(table, old) != texts::of(after, column) {
            no_key_over(&column.name, before, table)?;
        }
    }
    Ok(())
}

/// Other engines take the words of a foreign key, and have none:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
fn of_engine(table: &Table, key: &ForeignKey, before: &Schema) -> Result<(), Problem> {
    if !has_them(table) {
        return Err(engine(key, &table.name));
    }
    let other = match before.table(&key.references_table) {
        _ if key.references_table == table.name => table,
        Some(other) => other,
        None => return Ok(()),
    };
    if !has_them(other) {
        return Err(engine(key, &other.name));
    }
    for (from, to) in key.columns.iter().zip(&key.references_columns) {
        if let (Some(from), Some(to)) = (table.column(from), other.column(to))
            && !texts::join((table, from), (other, to))
        {
            return Err(Problem::new(
                format!(
                    "foreign key {:?} joins columns {:?} and {:?}, which are of different character sets \
                     or collations",
                    key.name, from.name, to.name
                ),
                "give both the same",
            ));
        }
    }
    Ok(())
}

fn engine(key: &ForeignKey, table: &str) -> Problem {
    Problem::new(
        format!(
            "foreign key {:?} needs the engine InnoDB, and table {table:?} has another",
            key.name
        ),
        "leave the engine out, or the foreign key",
    )
}

/// Of two foreign keys over the same columns either may have given the server's index its name, by
/// which it would go with the one or stay with the other. An index that is declared serves both.
fn own_index(table: &Table) -> Result<(), Problem> {
    let starts = |key: &ForeignKey, by: &ForeignKey| by.columns.starts_with(&key.columns);
    let declared = |key: &ForeignKey| {
        constraint::keys(table).any(|by| {
            let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
            by.starts_with(&columns)
        })
    };
    for (i, key) in table.foreign_keys.iter().enumerate() {
        let other = table.foreign_keys[..i]
            .iter()
            .find(|other| starts(key, other) || starts(other, key));
        if let Some(other) = other
            && !(declared(key) && declared(other))
        {
            return Err(Problem::new(
                format!(
                    "foreign keys {:?} and {:?} would share an index that the server makes for one of them",
                    other.name, key.name
                ),
                format!("create an index over {} first", key.columns.join(", ")),
            ));
        }
    }
    Ok(())
}

/// MariaDB checks that a column holds JSON, and calls the check by the column's name:
/// <https://mariadb.com/kb/en/json/>
fn json_checks(table: &Table) -> Result<(), Problem> {
    let is_json = |column: &&Column| matches!(column.ty, ColumnType::Json | ColumnType::Jsonb);
    for column in table.columns.iter().filter(is_json) {
        if let Some(check) = table.check(&column.name) {
            return Err(Problem::new(
                format!(
                    "check {:?} has the name of a JSON column, which MariaDB gives the column's own check",
                    check.name
                ),
                "give the check another name",
            ));
        }
    }
    Ok(())
}

/// The index that the server makes for a foreign key has its name, which no other may have.
fn own_name(table: &Table) -> Result<(), Problem> {
    for key in &table.foreign_keys {
        let unique = table.unique(&key.name).map(|unique| unique.columns.clone());
        let index = table.index(&key.name).map(|index| {
            let columns = constraint::key_of(index);
            columns.into_iter().map(str::to_owned).collect::<Vec<_>>()
        });
        let Some(columns) = unique.or(index) else {
            continue;
        };
        if !columns.starts_with(&key.columns) {
            return Err(Problem::new(
                format!(
                    "foreign key {:?} and an index of table {:?} have one name, and MySQL and MariaDB give the \
                     foreign key an index of its name",
                    key.name, table.name
                ),
                "give one of them another name",
            ));
        }
    }
    Ok(())
}

/// Neither server looks at checks, nor computes anew, where a foreign key changes a row:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html>
fn checked(table: &Table) -> Result<(), Problem> {
    use ReferentialAction::{Cascade, SetNull};
    let changes =
        |key: &&ForeignKey| key.on_delete == SetNull || matches!(key.on_update, Cascade | SetNull);
    if let Some(numbered) = table.columns.iter().find(|column| column.is_identity()) {
        let mentions = |sql: &SqlText| {
            let mut texts = sql.texts();
            texts.any(|text| words::mentions(text, &numbered.name))
        };
        let checks = table.checks.iter().map(|check| &check.expression);
        let generated = table.columns.iter().filter_map(|it| it.generated.as_ref());
        let mut all = checks.chain(generated.map(|of| &of.expression));
        if all.any(mentions) {
            return Err(Problem::new(
                format!(
                    "column {:?} numbers rows, and MySQL and MariaDB neither check such a column nor compute from it",
                    numbered.name
                ),
                "do it in a trigger, or number rows in another column",
            ));
        }
    }
    for key in table.foreign_keys.iter().filter(changes) {
        let checks = table.checks.iter().map(|check| {
            let what = format!("looked at by check {:?}", check.name);
            (what, &check.expression)
        });
        let computed = table.columns.iter().filter_map(|column| {
            let generated = column.generated.as_ref()?;
            let what = format!("what column {:?} is computed from", column.name);
            Some((what, &generated.expression))
        });
        for (what, sql) in checks.chain(computed) {
            let named = key.columns.iter().find(|column| {
                let mut texts = sql.texts();
                texts.any(|text| words::mentions(text, column))
            });
            if let Some(column) = named {
                return Err(Problem::new(
                    format!(
                        "column {column:?} is changed by foreign key {:?} and {what}, which MySQL and \
                         MariaDB do not do at once",
                        key.name
                    ),
                    "use NO ACTION, or a trigger in the place of the other",
                ));
            }
        }
    }
    Ok(())
}

/// A column keeps its type as long as it is on a side of a foreign key.
fn same_type(op: &AlterColumn, before: &Schema, table: &Table) -> Result<(), Problem> {
    let Some(old) = table.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    let texts = |column: &Column| (column.charset.clone(), column.collation.clone());
    let (mut was, mut is) = (String::new(), String::new());
    types::of(&mut was, old)?;
    types::of(&mut is, &new)?;
    if was == is && texts(old) == texts(&new) {
        return Ok(());
    }
    no_key_over(&op.column, before, table)
}

fn no_key_over(column: &str, before: &Schema, table: &Table) -> Result<(), Problem> {
    let has = |columns: &[String]| columns.iter().any(|each| each == column);
    let own = table.foreign_keys.iter().map(|key| (table, key));
    let others = before
        .referrers(&table.name)
        .filter(|other| other.name != table.name)
        .flat_map(|other| other.foreign_keys.iter().map(move |key| (other, key)));
    for (of, key) in own.chain(others) {
        let is_from = of.name == table.name && has(&key.columns);
        let is_to = key.references_table == table.name && has(&key.references_columns);
        if is_from || is_to {
            let key = format!("foreign key {:?} of table {:?}", key.name, of.name);
            return Err(Problem::new(
                format!(
                    "column {column:?} keeps its type on MySQL and MariaDB as long as {key} is there"
                ),
                format!("drop the {key} before, and add it again after"),
            ));
        }
    }
    Ok(())
}

/// Only InnoDB builds an index while others write; and where a table has no primary key, a unique
/// index is that to it, and moves every row.
pub(super) fn builds_beside(table: &Table, index: &str, unique: bool) -> Result<(), Problem> {
    if unique && table.primary_key.is_none() {
        return Err(Problem::new(
            format!(
                "unique index {index:?} is to be built or dropped while others write, and table {:?} has no \
                 primary key, so the rows are kept by the index",
                table.name
            ),
            "give the table a primary key first, or leave `concurrently` out",
        ));
    }
    if has_them(table) {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "index {index:?} is to be built or dropped while others write, and table {:?} has another engine than InnoDB",
            table.name
        ),
        "leave `concurrently` out",
    ))
}
