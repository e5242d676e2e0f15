//! Changing a column: its type, nullability and default.

use super::constraint::{alter, alter_column};
use super::literal::{collate, default, name};
use super::{comment, constraint, expression, index, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{AlterColumn, words};
use crate::schema::{Column, ColumnType, IndexKey, SqlText, Table};

/// The name of a type while another still has the one it will get.
const TEMPORARY: &str = "__migrate_new_type";

pub(super) fn column(
    op: &AlterColumn,
    before: &Table,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let Some(old) = before.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    let retyped = old.ty != new.ty || op.using.is_some();
    let types = if retyped {
        Types::of(before, old, &new)?
    } else {
        Types::default()
    };

    let mut actions = Vec::new();
    let action = |what: &str| alter_column(&op.column, what);
    // The old default is of the old type, and need not be one of the new.
    let dropped = old.default.is_some() && (retyped || new.default.is_none());
    if dropped {
        actions.push(action("DROP DEFAULT"));
    }
    if retyped {
        let mut sql = action("TYPE ");
        let called = types.called(&new)?;
        sql.push_str(&called);
        // A new type brings its own collation where none is named.
        collate(&mut sql, new.collation.as_ref(), || {
            format!("column {:?}", op.column)
        })?;
        sql.push_str(" USING ");
        match &op.using {
            Some(using) => sql.push_str(&expression::of(using, before, || {
                format!("the `using` of column {:?}", op.column)
            })?),
            None => converted(&mut sql, old, &new, &called),
        }
        actions.push(sql);
    }
    if let Some(value) = &new.default
        && (dropped || old.default.as_ref() != Some(value))
    {
        let mut sql = action("SET DEFAULT ");
        default(&mut sql, before, &new, value)?;
        actions.push(sql);
    }
    if old.nullable != new.nullable {
        actions.push(action(if new.nullable {
            "DROP NOT NULL"
        } else {
            "SET NOT NULL"
        }));
    }

    let mut statements = types.before;
    let (mut drops, mut adds) = (Vec::new(), Vec::new());
    if retyped && (enumeration(&old.ty).is_some() || enumeration(&new.ty).is_some()) {
        (drops, adds) = apart(before, &op.column, server)?;
    }
    statements.append(&mut drops);
    if !actions.is_empty() {
        let sql = alter(&op.table, &actions.join(", "));
        statements.push(Statement::Run(sql));
    }
    statements.extend(types.after);
    statements.append(&mut adds);
    Ok(Step::new("", statements))
}

/// Checks and index conditions compare the column with values of its old enumeration, and
/// would stop the change: they go before it and come back after.
fn apart(
    table: &Table,
    column: &str,
    server: &Capabilities,
) -> Result<(Vec<Statement>, Vec<Statement>), Problem> {
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, column));
    let (mut drops, mut adds) = (Vec::new(), Vec::new());
    for check in &table.checks {
        if mentions(&check.expression) {
            drops.extend(constraint::drop(&table.name, &check.name).statements);
            adds.push(Statement::Run(constraint::add_check_sql(
                table, check, server,
            )?));
        }
    }
    for each in &table.indexes {
        let by_expression = each.parts.iter().any(|part| match &part.key {
            IndexKey::Expression(sql) => mentions(sql),
            IndexKey::Column(_) => false,
        });
        if by_expression || each.filter.as_ref().is_some_and(mentions) {
            drops.push(Statement::Run(index::drop_sql(&each.name)));
            let sql = index::create_sql(table, each, false, server)?;
            adds.push(Statement::Run(sql));
            adds.extend(comment::of_index(each)?);
        }
    }
    Ok((drops, adds))
}

/// What happens to the types of enumerations around the change of a column.
#[derive(Default)]
struct Types {
    before: Vec<Statement>,
    after: Vec<Statement>,
    /// Whether the new type goes by [`TEMPORARY`] while the column changes.
    temporary: bool,
}

impl Types {
    fn of(table: &Table, old: &Column, new: &Column) -> Result<Self, Problem> {
        let mut types = Self::default();
        let old_name = enumeration(&old.ty).map(|(name, _)| name);
        let goes = |name: &&str| !types::is_shared(table, &old.name, name);
        match (old_name, enumeration(&new.ty)) {
            (_, Some(_)) if old.ty == new.ty => {}
            (Some(old_name), Some((name, values))) if old_name == name => {
                types.temporary = true;
                types.before.push(types::create(TEMPORARY, values)?);
                types.after.push(types::drop(name));
                types.after.push(rename_type(TEMPORARY, name));
            }
            (old_name, new) => {
                if let Some((name, values)) = new {
                    types.before.push(types::create(name, values)?);
                }
                types.after.extend(old_name.filter(goes).map(types::drop));
            }
        }
        Ok(types)
    }

    fn called(&self, new: &Column) -> Result<String, Problem> {
        let mut out = String::new();
        if self.temporary {
            name(&mut out, TEMPORARY);
        } else {
            types::of(&mut out, &new.name, &new.ty)?;
        }
        Ok(out)
    }
}

fn enumeration(ty: &ColumnType) -> Option<(&str, &[String])> {
    ty.as_enumeration()
        .map(|of| (of.name.as_str(), of.values.as_slice()))
}

fn rename_type(from: &str, to: &str) -> Statement {
    let mut sql = String::from("ALTER TYPE ");
    name(&mut sql, from);
    sql.push_str(" RENAME TO ");
    name(&mut sql, to);
    Statement::Run(sql)
}

/// The old value as one of the new type. What has no zone is in UTC, whatever zone the
/// session is in.
fn converted(out: &mut String, old: &Column, new: &Column, called: &str) {
    use ColumnType::{Date, Enumeration, Time, Timestamp, TimestampTz};
    let mut column = String::new();
    name(&mut column, &old.name);
    let value = match (&old.ty, &new.ty) {
        (Timestamp(_), TimestampTz(_)) | (TimestampTz(_), Timestamp(_)) => {
            format!("{column} AT TIME ZONE 'utc'")
        }
        (TimestampTz(_), Date | Time(_)) => format!("({column} AT TIME ZONE 'utc')::{called}"),
        (Date, TimestampTz(_)) => format!("{column}::timestamp AT TIME ZONE 'utc'"),
        (Enumeration(_), _) | (_, Enumeration(_)) => format!("{column}::text::{called}"),
        _ => format!("{column}::{called}"),
    };
    out.push_str(&value);
}
