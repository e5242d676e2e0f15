//! Rows: SQL as it was written, backfills, Rust code.

use sea_query::{Alias, Expr, Query, SqliteQueryBuilder};

use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, split, text};
use crate::operation::{Backfill, Data, Sql};
use crate::schema::Table;

pub(super) fn sql(op: &Sql) -> Result<Step, Problem> {
    let sql = text::written(&op.up, DIALECT, || "the SQL".into())?.sql;
    let mut statements = Vec::new();
    for piece in split::statements(sql, DIALECT) {
        piece.stays_in_transaction()?;
        statements.push(Statement::Run(piece.sql.to_owned()));
    }
    Ok(Step::new("", statements))
}

pub(super) fn backfill(op: &Backfill, table: &Table) -> Result<Step, Problem> {
    let mut update = Query::update();
    update.table(Alias::new(&op.table));
    for (column, sql) in &op.set {
        let sql = expression::value(sql, table, || format!("the value of column {column:?}"))?;
        update.value(Alias::new(column), Expr::cust(sql.into_owned()));
    }
    if let Some(filter) = &op.filter {
        let sql = expression::condition(filter, table, || "the filter".into())?;
        update.and_where(Expr::cust(sql.into_owned()));
    }
    let sql = update.to_string(SqliteQueryBuilder);
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn code(op: &Data) -> Step {
    Step::new("", vec![Statement::Data(op.up)])
}
