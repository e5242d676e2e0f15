//! Making rows and putting them into tables.

use std::collections::{BTreeMap, BTreeSet};

use super::parents::{Choice, choose, in_order, is_the_servers};
use super::{conditions, value};
use crate::dialect::{Capabilities, Statement, render};
use crate::driver::{Connection, quoted_table};
use crate::operation::{Insert, Operation, words};
use crate::schema::{Column, ColumnType, DefaultValue, DialectName, Schema, Table, Value};

/// How often another row is tried in the place of one that is refused.
const ATTEMPTS: usize = 12;

/// Puts rows into tables; no two of its rows are alike.
#[derive(Debug, Default)]
pub(in super::super) struct Filler {
    next: u64,
    /// The tables that migrations write rows into, under keys of their own.
    pub(in super::super) seeded: BTreeSet<String>,
    /// How many rows were made.
    pub(in super::super) inserted: usize,
    /// How many were refused.
    pub(in super::super) refused: usize,
}

impl Filler {
    /// Puts so many rows into each of these tables.
    pub(in super::super) async fn fill(
        &mut self,
        connection: &mut Connection,
        schema: &Schema,
        tables: &[String],
        rows: usize,
        capabilities: &Capabilities,
    ) {
        for table in in_order(schema, tables) {
            for row in 0..rows {
                if self.one(connection, schema, table, row, capabilities).await {
                    self.inserted += 1;
                } else {
                    self.refused += 1;
                }
            }
        }
    }

    /// Tries rows until one is taken.
    async fn one(
        &mut self,
        connection: &mut Connection,
        schema: &Schema,
        table: &Table,
        row: usize,
        capabilities: &Capabilities,
    ) -> bool {
        for attempt in 0..ATTEMPTS {
            self.next += 1;
            let Some(values) = self.values(connection, schema, table, row, attempt).await else {
                return false;
            };
            let Some(statements) = insert(table, values, schema, capabilities) else {
                continue;
            };
            let mut taken = true;
            for sql in &statements {
                taken = taken && connection.execute(sql).await.is_ok();
            }
            if taken {
                return true;
            }
        }
        false
    }

    /// A value for each column that needs one; `None` where a row cannot be.
    async fn values(
        &self,
        connection: &mut Connection,
        schema: &Schema,
        table: &Table,
        row: usize,
        attempt: usize,
    ) -> Option<BTreeMap<String, Value>> {
        let mut values = BTreeMap::new();
        for key in &table.foreign_keys {
            match choose(connection, schema, table, key, row + attempt, &values).await {
                Choice::Values(chosen) => values.extend(chosen),
                Choice::Null(columns) => {
                    values.extend(columns.into_iter().map(|column| (column, Value::Null)));
                }
                Choice::Impossible => return None,
            }
        }
        for (at, column) in table.columns.iter().enumerate() {
            if values.contains_key(&column.name) {
                continue;
            }
            if is_the_servers(column) {
                if self.seeded.contains(&table.name) && can_be_numbered(column) {
                    values.insert(column.name.clone(), self.own_number());
                }
                continue;
            }
            if attempt == 0 && is_key(table, column) && is_number(column) {
                values.insert(column.name.clone(), self.own_number());
                continue;
            }
            if let Some(value) = self.value(schema, table, column, (at, row, attempt)) {
                values.insert(column.name.clone(), value);
            }
        }
        Some(values)
    }

    /// A number that rows which migrations write will hardly have.
    fn own_number(&self) -> Value {
        Value::Integer(i64::try_from(20_000 + self.next % 10_000).unwrap_or(20_000))
    }

    /// A value for the column; `None` where it gets its default.
    fn value(
        &self,
        schema: &Schema,
        table: &Table,
        column: &Column,
        (at, row, attempt): (usize, usize, usize),
    ) -> Option<Value> {
        // Of three rows the second has as little as it may, and the third every other value.
        if row % 3 == 1 || (row % 3 == 2 && at % 2 == 0) {
            if column.nullable {
                return Some(Value::Null);
            }
            // The moment of the INSERT is later than every other one here.
            if !matches!(column.default, None | Some(DefaultValue::Now)) {
                return None;
            }
        }
        // Later columns get later moments: many an end has to come behind a beginning.
        let own = value::values(&column.ty, self.next + at as u64, schema);
        let mut asked = Vec::new();
        for check in &table.checks {
            let mut texts = check.expression.texts();
            if texts.any(|text| words::mentions(text, &column.name)) {
                asked.extend(conditions::values(&check.expression, &column.ty, self.next));
            }
        }
        let candidates = match (asked.is_empty(), attempt) {
            (false, 1..) => asked.iter().chain(own.iter().skip(1)).collect::<Vec<_>>(),
            _ => own.iter().collect(),
        };
        let place = match (asked.is_empty(), attempt) {
            (_, 0) => 0,
            (false, attempt) => row + attempt - 1,
            (true, attempt) => attempt,
        };
        if candidates.is_empty() {
            return None;
        }
        Some(candidates[place % candidates.len()].clone())
    }
}

/// Whether rows may say what the server would number.
fn can_be_numbered(column: &Column) -> bool {
    let identity = column.identity.as_ref();
    identity.is_some_and(|identity| !identity.always)
}

fn is_number(column: &Column) -> bool {
    matches!(
        column.ty,
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt
    )
}

/// Whether the column is all of a key.
fn is_key(table: &Table, column: &Column) -> bool {
    let is_whole = |columns: &[String]| columns == [column.name.as_str()];
    let primary = table.primary_key.as_ref();
    primary.is_some_and(|key| is_whole(&key.columns))
        || table.uniques.iter().any(|unique| is_whole(&unique.columns))
}

/// The statements that insert a row.
fn insert(
    table: &Table,
    values: BTreeMap<String, Value>,
    schema: &Schema,
    capabilities: &Capabilities,
) -> Option<Vec<String>> {
    if values.is_empty() {
        let name = quoted_table(capabilities.dialect(), &table.name);
        return Some(vec![match capabilities.dialect() {
            DialectName::Mysql => format!("INSERT INTO {name} () VALUES ()"),
            _ => format!("INSERT INTO {name} DEFAULT VALUES"),
        }]);
    }
    let (columns, row) = values.into_iter().unzip();
    let insert = Operation::Insert(Insert {
        table: table.name.clone(),
        columns,
        rows: vec![row],
    });
    let steps = render(&insert, schema, capabilities).ok()?;
    let statements = steps.into_iter().flat_map(|step| step.statements);
    statements
        .map(|statement| match statement {
            Statement::Run(sql) => Some(sql),
            _ => None,
        })
        .collect()
}
