//! Rows: SQL as it was written, backfills, Rust code.

use sea_query::{Alias, Expr, MysqlQueryBuilder, Query};

use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, split, text};
use crate::operation::{Backfill, Data, Sql};
use crate::schema::Table;

pub(super) fn sql(op: &Sql) -> Result<Step, Problem> {
    let sql = text::written(&op.up, DIALECT, || "the SQL".into())?.sql;
    let mut statements = Vec::new();
    for piece in split::statements(sql, DIALECT) {
        if piece.words.first().is_some_and(|word| word == "DELIMITER") {
            return Err(Problem::new(
                "DELIMITER is a command of the mysql client, and no SQL",
                "leave it out: the bodies of triggers and routines are known here",
            ));
        }
        piece.stays_in_transaction()?;
        statements.push(Statement::Run(piece.sql.to_owned()));
    }
    Ok(Step::new("", statements))
}

pub(super) fn backfill(op: &Backfill, table: &Table) -> Result<Step, Problem> {
    let mut update = Query::update();
    update.table(Alias::new(&op.table));
    for (column, sql) in &op.set {
        let sql = expression::of(sql, table, || format!("the value of column {column:?}"))?;
        update.value(Alias::new(column), Expr::cust(sql.into_owned()));
    }
    if let Some(filter) = &op.filter {
        let sql = expression::of(filter, table, || "the filter".into())?;
        update.and_where(Expr::cust(sql.into_owned()));
    }
    let sql = update.to_string(MysqlQueryBuilder);
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn code(op: &Data) -> Step {
    Step::new("", vec![Statement::Data(op.up)])
}
