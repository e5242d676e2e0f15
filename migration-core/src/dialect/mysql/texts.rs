//! Character sets and collations: which one a column has, and what it can hold.
//! <https://dev.mysql.com/doc/refman/8.4/en/charset-column.html>

use super::{DIALECT, types};
use crate::dialect::problem::Problem;
use crate::schema::{Column, ColumnType, DefaultValue, Table};

/// A collation has its character set in its name.
fn set_of(collation: &str) -> &str {
    collation.split('_').next().unwrap_or(collation)
}

/// The character set, and the collation where one is said.
pub(super) fn of<'a>(table: &'a Table, column: &'a Column) -> (&'a str, Option<&'a str>) {
    let collation = column.collation.as_ref().and_then(|sql| sql.get(DIALECT));
    match (column.charset.as_deref(), collation) {
        (Some(charset), collation) => (charset, collation),
        (None, Some(collation)) => (set_of(collation), Some(collation)),
        (None, None) => {
            let options = &table.options;
            let collation = options.collation.as_deref();
            let charset = options.charset.as_deref().or(collation.map(set_of));
            (charset.unwrap_or("utf8mb4"), collation)
        }
    }
}

/// Whether a column's or a table's collation is one of its character set.
pub(super) fn fit(
    charset: Option<&str>,
    collation: Option<&str>,
    what: impl FnOnce() -> String,
) -> Result<(), Problem> {
    match (charset, collation) {
        (Some(charset), Some(collation)) if set_of(collation) != charset => Err(Problem::new(
            format!(
                "{} has the character set {charset} and the collation {collation}, which is of another",
                what()
            ),
            "leave one of them out, or name two that fit",
        )),
        _ => Ok(()),
    }
}

/// Whether the character set has every character of what the column's definition says.
pub(super) fn hold(table: &Table, column: &Column) -> Result<(), Problem> {
    if !types::may_be_text(&column.ty) {
        return Ok(());
    }
    let collation = column.collation.as_ref().and_then(|sql| sql.get(DIALECT));
    let what = || format!("column {:?}", column.name);
    fit(column.charset.as_deref(), collation, what)?;
    let (charset, _) = of(table, column);
    let default = match &column.default {
        Some(DefaultValue::Text(text)) => Some(text),
        _ => None,
    };
    let values = match &column.ty {
        ColumnType::Enumeration(of) => of.values.as_slice(),
        _ => &[],
    };
    let last = match charset {
        "ascii" => '\u{7F}',
        "latin1" => '\u{FF}',
        "utf8mb3" | "utf8" | "ucs2" => '\u{FFFF}',
        _ => char::MAX,
    };
    let strange = |text: &&String| text.chars().any(|c| c > last);
    match default.into_iter().chain(values).find(strange) {
        Some(text) => Err(Problem::new(
            format!(
                "{} is of the character set {charset}, which does not have all of {text:?}",
                what()
            ),
            "use utf8mb4",
        )),
        None => Ok(()),
    }
}

/// Whether a foreign key can join the two columns: texts of the same character set and collation.
pub(super) fn join(
    (table, column): (&Table, &Column),
    (other_table, other): (&Table, &Column),
) -> bool {
    if !types::may_be_text(&column.ty) || !types::may_be_text(&other.ty) {
        return true;
    }
    // Where nothing is said it is the server's, which is no binary one.
    let is_binary = |collation: Option<&str>| collation.is_some_and(|name| name.ends_with("_bin"));
    match (of(table, column), of(other_table, other)) {
        ((a, _), (b, _)) if a != b => false,
        ((_, Some(a)), (_, Some(b))) => a == b,
        ((_, a), (_, b)) => is_binary(a) == is_binary(b),
    }
}
