//! Indexes.

use super::constraint::included;
use super::literal::{
    absent, block, collate, name, plain, relation, relation_text, string, within,
};
use super::{DIALECT, comment, expression};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Capabilities, Statement, Step};
use crate::operation::{AlterIndex, CreateIndex, DropIndex, RenameIndex};
use crate::schema::{Index, IndexKey, IndexMethod, IndexPart, NullsOrder, SqlText, Table};

/// What an index that a broken `CREATE INDEX CONCURRENTLY` left behind is called while it goes.
const LEFT_BEHIND: &str = "__migrate_invalid_index";

/// `CONCURRENTLY` waits for other transactions and so cannot be inside one:
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>
pub(super) fn create(
    op: &CreateIndex,
    table: &Table,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let sql = create_sql(table, &op.index, op.concurrently, server)?;
    let comment = comment::of_index(&table.name, &op.index)?;
    if !op.concurrently {
        let statements = [Statement::Run(sql)].into_iter().chain(comment);
        return Ok(vec![Step::new("", statements.collect())]);
    }
    let [set_aside, drop] = without_what_was_left_behind(&table.name, &op.index.name);
    let mut step = outside(vec![set_aside, drop, Statement::Run(sql)]);
    step.from_the_start = true;
    let mut steps = vec![step];
    steps.extend(comment.map(|comment| Step::new("", vec![comment])));
    Ok(steps)
}

/// Where building it failed, an index of its name is left that no query uses. It goes before
/// it is built again, without blocking anybody: only outside of a block can an index be dropped
/// so, and only within one can that be made to depend on its being invalid, so it gets another
/// name within one, and is dropped by that.
fn without_what_was_left_behind(table: &str, index: &str) -> [Statement; 2] {
    let quoted = |called: &str| {
        let mut out = String::new();
        within(&mut out, table, called);
        out
    };
    let literal = |called: &str| {
        let mut out = String::new();
        string(&mut out, called);
        out
    };
    let rename = rename_sql(table, index, LEFT_BEHIND);
    let (index, aside) = (quoted(index), quoted(LEFT_BEHIND));
    let body = format!(
        "BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass({}) AND indrelid = to_regclass({}) AND NOT indisvalid) THEN
        {rename};
    END IF;
END",
        literal(&index),
        relation_text(table),
    );
    [
        block(&body),
        Statement::Run(format!("DROP INDEX CONCURRENTLY IF EXISTS {aside}")),
    ]
}

pub(super) fn create_sql(
    table: &Table,
    index: &Index,
    concurrently: bool,
    server: &Capabilities,
) -> Result<String, Problem> {
    let words = if concurrently {
        ["CONCURRENTLY ", ""]
    } else {
        ["", ""]
    };
    sql(table, index, words, server)
}

/// The index of a table that is divided, without those of its partitions.
pub(super) fn create_only_sql(
    table: &Table,
    index: &Index,
    server: &Capabilities,
) -> Result<String, Problem> {
    sql(table, index, ["", "ONLY "], server)
}

/// `CREATE INDEX` with one word before its name and one before the table's.
fn sql(
    table: &Table,
    index: &Index,
    [before_name, before_table]: [&str; 2],
    server: &Capabilities,
) -> Result<String, Problem> {
    let Index {
        name: called,
        parts,
        unique,
        filter,
        method,
        include,
        nulls_not_distinct: same_nulls,
        invisible,
        storage,
        // A statement of its own.
        comment: _,
    } = index;
    let what = || format!("index {called:?}");
    invisible_to_queries(*invisible, called)?;
    one_plain_column(index)?;
    let mut sql = String::with_capacity(96);
    sql.push_str("CREATE ");
    if *unique {
        sql.push_str("UNIQUE ");
    }
    sql.push_str("INDEX ");
    sql.push_str(before_name);
    name(&mut sql, called);
    sql.push_str(" ON ");
    sql.push_str(before_table);
    relation(&mut sql, &table.name);
    sql.push(' ');
    using(&mut sql, method.as_ref(), what)?;
    sql.push('(');
    text::listed(&mut sql, parts, |sql, each| part(sql, table, each, what))?;
    sql.push(')');
    included(&mut sql, include);
    if *same_nulls {
        nulls_not_distinct(server, || {
            format!("{} over NULLs that are not distinct", what())
        })?;
        sql.push_str(" NULLS NOT DISTINCT");
    }
    if !storage.is_empty() {
        sql.push_str(" WITH (");
        text::listed(&mut sql, storage, |sql, (parameter, value)| {
            plain(sql, parameter);
            sql.push_str(" = ");
            setting(sql, value);
            Ok(())
        })?;
        sql.push(')');
    }
    if let Some(filter) = filter {
        sql.push_str(" WHERE ");
        sql.push_str(&expression::of(filter, table, || {
            format!("the filter of index {called:?}")
        })?);
    }
    Ok(sql)
}

/// Hash indexes find equal values of one column, and know no order:
/// <https://www.postgresql.org/docs/current/hash-intro.html>
fn one_plain_column(index: &Index) -> Result<(), Problem> {
    let has_order = |part: &IndexPart| part.descending || part.nulls.is_some();
    let simple = index.parts.len() == 1
        && !index.unique
        && index.include.is_empty()
        && !index.parts.iter().any(has_order);
    if index.method != Some(IndexMethod::Hash) || simple {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "index {:?} is a hash index, which PostgreSQL has over one column, without order, \
             included columns or uniqueness",
            index.name
        ),
        "leave the method out, or the rest",
    ))
}

/// The value of a storage parameter.
fn setting(out: &mut String, value: &str) {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.';
    if !value.is_empty() && value.chars().all(is_plain) {
        out.push_str(value);
    } else {
        string(out, value);
    }
}

/// Whether the server can take two NULLs for the same.
pub(super) fn nulls_not_distinct(
    server: &Capabilities,
    what: impl FnOnce() -> String,
) -> Result<(), Problem> {
    if server.nulls_not_distinct() {
        Ok(())
    } else {
        Err(Problem::needs(&what(), "PostgreSQL 15", server))
    }
}

/// `USING gin `; nothing for a tree, which PostgreSQL takes where nothing is said.
pub(super) fn using(
    out: &mut String,
    method: Option<&IndexMethod>,
    what: impl Fn() -> String,
) -> Result<(), Problem> {
    match method {
        None | Some(IndexMethod::Btree) => return Ok(()),
        Some(IndexMethod::Fulltext) => {
            return Err(Problem::another_servers(
                &what(),
                "the method fulltext",
                "MySQL's alone",
                "on PostgreSQL use the method gin over `to_tsvector('simple', …)`",
            ));
        }
        Some(IndexMethod::Spatial) => {
            return Err(Problem::another_servers(
                &what(),
                "the method spatial",
                "MySQL's alone",
                "on PostgreSQL use the method gist",
            ));
        }
        Some(IndexMethod::Other(method)) => {
            out.push_str("USING ");
            plain(out, method);
        }
        Some(method) => {
            out.push_str("USING ");
            out.push_str(method.as_str());
        }
    }
    out.push(' ');
    Ok(())
}

/// One part of an index or an exclusion constraint.
pub(super) fn part(
    out: &mut String,
    table: &Table,
    part: &IndexPart,
    what: impl Fn() -> String,
) -> Result<(), Problem> {
    let IndexPart {
        key,
        descending,
        nulls,
        collation,
        operator_class,
        prefix,
    } = part;
    absent(
        prefix.is_some(),
        &what,
        "a part that is the beginning of a value",
        "MySQL's: on PostgreSQL use an expression, `left(…)`",
    )?;
    match key {
        IndexKey::Column(column) => name(out, column),
        IndexKey::Expression(expression) => {
            out.push('(');
            out.push_str(&expression::of(expression, table, &what)?);
            out.push(')');
        }
    }
    // The column's own says nothing more.
    let own = match key {
        IndexKey::Column(column) => table.column(column),
        IndexKey::Expression(_) => None,
    };
    let text = |sql: &SqlText| sql.get(DIALECT).map(str::to_owned);
    let of_column = own.and_then(|column| text(column.collation.as_ref()?));
    let named = collation
        .as_ref()
        .filter(|sql| of_column.is_none() || text(sql) != of_column);
    collate(out, named, &what)?;
    if let Some(class) = operator_class {
        text::whole(class, || format!("an operator class of {}", what()))?;
        out.push(' ');
        out.push_str(class);
    }
    if *descending {
        out.push_str(" DESC");
    }
    // Downwards NULLs come first where nothing is said.
    let usual = match descending {
        true => NullsOrder::First,
        false => NullsOrder::Last,
    };
    if let Some(nulls) = nulls.filter(|nulls| *nulls != usual) {
        out.push(' ');
        out.push_str(nulls.as_sql());
    }
    Ok(())
}

pub(super) fn drop(op: &DropIndex) -> Step {
    if !op.concurrently {
        return Step::new("", vec![Statement::Run(drop_sql(&op.table, &op.index))]);
    }
    let mut sql = String::from("DROP INDEX CONCURRENTLY ");
    within(&mut sql, &op.table, &op.index);
    outside(vec![Statement::Run(sql)])
}

pub(super) fn drop_sql(table: &str, index: &str) -> String {
    let mut sql = String::from("DROP INDEX ");
    within(&mut sql, table, index);
    sql
}

pub(super) fn rename(op: &RenameIndex) -> Step {
    Step::new(
        "",
        vec![Statement::Run(rename_sql(&op.table, &op.from, &op.to))],
    )
}

fn rename_sql(table: &str, from: &str, to: &str) -> String {
    let mut sql = String::from("ALTER INDEX ");
    within(&mut sql, table, from);
    sql.push_str(" RENAME TO ");
    name(&mut sql, to);
    sql
}

pub(super) fn alter(op: &AlterIndex) -> Result<Step, Problem> {
    let AlterIndex {
        table,
        index,
        invisible,
        comment,
    } = op;
    invisible_to_queries(invisible == &Some(true), index)?;
    let comment = comment
        .as_ref()
        .map(|change| comment::on_index(table, index, change.after().as_deref()))
        .transpose()?;
    Ok(Step::new("", comment.into_iter().collect()))
}

/// Refuses an index that queries do not use.
fn invisible_to_queries(invisible: bool, index: &str) -> Result<(), Problem> {
    absent(
        invisible,
        || format!("index {index:?}"),
        "queries that do not see it",
        "MySQL's and MariaDB's alone",
    )
}

/// A step that cannot share a transaction.
fn outside(statements: Vec<Statement>) -> Step {
    let mut step = Step::new("", statements);
    step.transactional = false;
    step
}
