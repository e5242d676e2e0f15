//! Rows: SQL as it was written, backfills, Rust code.

use sea_query::{Alias, Expr, PostgresQueryBuilder, Query};

use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, split, text};
use crate::operation::{Backfill, Data, Sql};
use crate::schema::Table;

/// What cannot be inside a transaction is a step of its own.
pub(super) fn sql(op: &Sql) -> Result<Vec<Step>, Problem> {
    let sql = text::written(&op.up, DIALECT, || "the SQL".into())?.sql;
    let mut steps: Vec<Step> = Vec::new();
    for piece in split::statements(sql, DIALECT) {
        piece.stays_in_transaction()?;
        let statement = Statement::Run(piece.sql.to_owned());
        let transactional = !piece.wants_no_transaction();
        match steps.last_mut() {
            Some(step) if step.transactional && transactional => step.statements.push(statement),
            _ => {
                let mut step = Step::new("", vec![statement]);
                step.transactional = transactional;
                steps.push(step);
            }
        }
    }
    Ok(steps)
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
    let sql = update.to_string(PostgresQueryBuilder);
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn code(op: &Data) -> Step {
    Step::new("", vec![Statement::Data(op.up)])
}
