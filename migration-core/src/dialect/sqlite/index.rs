//! Indexes.

use super::literal::name;
use super::{constraint, expression, rebuild};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Statement, Step};
use crate::operation::{CreateIndex, DropIndex, RenameIndex};
use crate::schema::{Index, IndexKey, IndexMethod, IndexPart, NullsOrder, Table};

pub(super) fn create(op: &CreateIndex, table: &Table) -> Result<Step, Problem> {
    Ok(Step::new(
        "",
        vec![Statement::Run(create_sql(table, &op.index)?)],
    ))
}

pub(super) fn create_sql(table: &Table, index: &Index) -> Result<String, Problem> {
    let Index {
        name: called,
        parts,
        unique,
        filter,
        method,
        include,
        nulls_not_distinct,
        invisible,
        storage,
        // SQLite keeps no comments: it stands in the migration alone.
        comment: _,
    } = index;
    let what = || format!("index {called:?}");
    let refused = |has: String, help: &str| Err(Problem::new(format!("{} {has}", what()), help));
    if let Some(method) = method
        .as_ref()
        .filter(|method| **method != IndexMethod::Btree)
    {
        return refused(
            format!(
                "is a {} index, while SQLite has trees alone",
                method.as_str()
            ),
            "leave the method out; words are searched in a virtual table of fts5",
        );
    }
    constraint::holds_nothing_else(what, include)?;
    if *nulls_not_distinct {
        return Err(constraint::nulls_are_distinct(&what()));
    }
    if *invisible {
        return refused(
            "is invisible, which SQLite does not have".to_owned(),
            "drop the index instead",
        );
    }
    if let Some((parameter, _)) = storage.first() {
        return refused(
            format!("has the storage parameter {parameter:?}, which SQLite does not have"),
            "leave it out",
        );
    }
    let mut sql = String::with_capacity(96);
    sql.push_str(if *unique {
        "CREATE UNIQUE INDEX "
    } else {
        "CREATE INDEX "
    });
    name(&mut sql, called);
    sql.push_str(" ON ");
    name(&mut sql, &table.name);
    sql.push_str(" (");
    text::listed(&mut sql, parts, |sql, each| part(sql, table, each, &what))?;
    sql.push(')');
    if let Some(filter) = filter {
        sql.push_str(" WHERE ");
        sql.push_str(&expression::condition(filter, table, || {
            format!("the filter of index {called:?}")
        })?);
    }
    Ok(sql)
}

fn part(
    sql: &mut String,
    table: &Table,
    part: &IndexPart,
    what: &impl Fn() -> String,
) -> Result<(), Problem> {
    let IndexPart {
        key,
        descending,
        nulls,
        collation,
        operator_class,
        prefix,
    } = part;
    match key {
        IndexKey::Column(column) => name(sql, column),
        IndexKey::Expression(expression) => {
            sql.push('(');
            sql.push_str(&expression::condition(expression, table, what)?);
            sql.push(')');
        }
    }
    constraint::collate(sql, collation.as_ref());
    if let Some(class) = operator_class {
        return Err(Problem::new(
            format!(
                "{} uses the operator class {class:?}, which SQLite does not have",
                what()
            ),
            "leave it out, or name a collation",
        ));
    }
    if prefix.is_some() {
        return Err(Problem::new(
            format!(
                "{} holds the beginning of a column alone, which SQLite does not have",
                what()
            ),
            "leave the length out, or index the expression `substr(column, 1, length)`",
        ));
    }
    // NULL is less than any value, so it comes first where values go up:
    // https://www.sqlite.org/datatype3.html#sort_order
    let usual = if *descending {
        NullsOrder::Last
    } else {
        NullsOrder::First
    };
    if nulls.is_some_and(|order| order != usual) {
        return Err(Problem::new(
            format!("{} puts NULLs where SQLite's indexes have none", what()),
            "leave it out: SQLite has NULLs before the values, and behind them in descending order",
        ));
    }
    if *descending {
        sql.push_str(" DESC");
    }
    Ok(())
}

pub(super) fn drop(op: &DropIndex) -> Step {
    Step::new("", vec![Statement::Run(drop_sql(&op.index))])
}

/// SQLite has no word for it, so the index is built again, by the definition it has.
pub(super) fn rename(op: &RenameIndex, table: &Table) -> Result<Step, Problem> {
    let Some(index) = table.index(&op.from) else {
        return Err(text::missing(&format!("index {:?}", op.from)));
    };
    let create = create_sql(table, index)?;
    let statement = rebuild::index_renamed(&table.name, (&op.from, &create), &op.to)?;
    Ok(Step::new("", vec![statement]))
}

pub(super) fn drop_sql(index: &str) -> String {
    let mut sql = String::from("DROP INDEX ");
    name(&mut sql, index);
    sql
}
