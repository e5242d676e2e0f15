//! Pieces of SQL text that are put together in the same way on every dialect.

use super::problem::Problem;
use crate::operation::words::{Token, tokens};
use crate::schema::{Column, DialectName, Object, Schema, SqlText, Table};

/// That a trigger's name is the only one: on servers where a table does not have names of its own
/// for them.
pub(super) fn one_trigger(schema: &Schema, object: &Object) -> Result<(), Problem> {
    let Object::Trigger(new) = object else {
        return Ok(());
    };
    let same = schema.objects().find_map(|(_, other)| match other {
        Object::Trigger(other)
            if other.name.eq_ignore_ascii_case(&new.name) && other.table != new.table =>
        {
            Some(other)
        }
        _ => None,
    });
    match same {
        Some(other) => Err(Problem::new(
            format!(
                "table {:?} has a trigger {:?}, and only PostgreSQL has one name for triggers of several tables",
                other.table, other.name
            ),
            "give one of them another name",
        )),
        None => Ok(()),
    }
}

/// The name in quotes; a quote within it is doubled.
pub(super) fn quoted(out: &mut String, name: &str, quote: char) {
    out.push(quote);
    if name.contains(quote) {
        for c in name.chars() {
            if c == quote {
                out.push(quote);
            }
            out.push(c);
        }
    } else {
        out.push_str(name);
    }
    out.push(quote);
}

/// The items with commas between them.
pub(super) fn listed<T>(
    out: &mut String,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut String, T) -> Result<(), Problem>,
) -> Result<(), Problem> {
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        write(out, item)?;
    }
    Ok(())
}

/// The table of this name. A checked operation names only tables that exist.
pub(super) fn table<'a>(schema: &'a Schema, name: &str) -> Result<&'a Table, Problem> {
    schema
        .table(name)
        .ok_or_else(|| missing(&format!("table {name:?}")))
}

/// The problem of an operation that was not checked against the schema before it.
pub(super) fn missing(what: &str) -> Problem {
    Problem::new(
        format!("{what} is not in the schema before it"),
        "check the operation against that schema first",
    )
}

/// A text that a person wrote, as this dialect gets it.
pub(super) struct Written<'a> {
    pub(super) sql: &'a str,
    /// Whether it was written for this dialect alone: then it is sent as it is.
    pub(super) own: bool,
}

/// The text for the dialect. `what` names what it is the text of: `check "positive"`.
pub(super) fn written<'a>(
    text: &'a SqlText,
    dialect: DialectName,
    what: impl FnOnce() -> String,
) -> Result<Written<'a>, Problem> {
    let Some(sql) = text.get(dialect) else {
        return Err(Problem::new(
            format!("{} has no text for {dialect}", what()),
            format!("give it one with `by_dialect().{dialect}(\"…\")`, or one text for all"),
        ));
    };
    whole(sql, what)?;
    Ok(Written {
        sql,
        own: text.own(dialect).is_some(),
    })
}

/// The query that fills a table.
pub(super) fn query<'a>(
    text: &'a SqlText,
    dialect: DialectName,
    table: &str,
) -> Result<&'a str, Problem> {
    let sql = written(text, dialect, || {
        format!("the query that fills table {table:?}")
    })?
    .sql;
    Ok(sql.trim().trim_end_matches(';').trim_end())
}

/// The problem of a table that is divided, or a partition of one, where there are none.
pub(super) fn no_partitions(table: &Table, server: &str, help: &str) -> Result<(), Problem> {
    let what = match (&table.partitioning, &table.partition_of) {
        (Some(_), _) => "is divided among partitions".to_owned(),
        (None, Some(of)) => format!("is a partition of table {:?}", of.parent),
        (None, None) => return Ok(()),
    };
    Err(Problem::new(
        format!(
            "table {:?} {what}, which no table is on {server}",
            table.name
        ),
        help,
    ))
}

/// The problem of a column of a type that no type of the server keeps whole.
pub(super) fn no_such_type(column: &Column, server: &str) -> Problem {
    Problem::new(
        format!(
            "column {:?} is {}, and there is nothing like that type on {server}",
            column.name, column.ty
        ),
        "name a type for each dialect with `custom(name, by_dialect()…)`",
    )
}

/// Servers read a text up to its first NUL character, or refuse it.
pub(super) fn whole(text: &str, what: impl FnOnce() -> String) -> Result<(), Problem> {
    if text.contains('\0') {
        return Err(Problem::new(
            format!("{} holds a NUL character", what()),
            "take the character out",
        ));
    }
    Ok(())
}

/// The text with each name of a column of the table that stands in `from` quotes put in
/// `to` quotes: what is a name on one server is a string or an error on another.
pub(super) fn requoted(sql: &str, table: &Table, from: char, to: char) -> String {
    let mut out = String::with_capacity(sql.len());
    for token in tokens(sql) {
        match token {
            Token::Word(word) if word.starts_with(from) => {
                let column = table
                    .columns
                    .iter()
                    .find(|column| crate::operation::words::names(word, &column.name));
                match column {
                    Some(column) => quoted(&mut out, &column.name, to),
                    None => out.push_str(word),
                }
            }
            Token::Word(text) | Token::Other(text) => out.push_str(text),
        }
    }
    out
}
