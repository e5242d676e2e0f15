//! SQL texts that a person wrote. Decimals are kept as text, and texts compare letter by
//! letter: `'10.00' < '5'`. So a decimal column is read as a number where it is compared.

use std::borrow::Cow;

use super::DIALECT;
use super::literal::name;
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::operation::words::{Token, names, tokens};
use crate::schema::{ColumnType, SqlText, Table};

/// A condition, or what an index sorts by: every decimal column is read as a number.
pub(super) fn condition<'a>(
    text: &'a SqlText,
    table: &Table,
    what: impl FnOnce() -> String,
) -> Result<Cow<'a, str>, Problem> {
    let sql = text::written(text, DIALECT, what)?.sql;
    Ok(with_numbers(sql, table, |_, _| true))
}

/// A value to store. A decimal column that is only handed on keeps all its digits; one that
/// is compared is read as a number.
pub(super) fn value<'a>(
    text: &'a SqlText,
    table: &Table,
    what: impl FnOnce() -> String,
) -> Result<Cow<'a, str>, Problem> {
    let sql = text::written(text, DIALECT, what)?.sql;
    Ok(with_numbers(sql, table, |before, after| {
        compares(before) || compares(after)
    }))
}

/// The text with the decimal columns, for whose neighbours `wanted` holds, as numbers.
fn with_numbers<'a>(
    sql: &'a str,
    table: &Table,
    wanted: impl Fn(Option<&str>, Option<&str>) -> bool,
) -> Cow<'a, str> {
    let is_decimal = |word: &str| {
        table
            .columns
            .iter()
            .find(|column| {
                matches!(column.ty, ColumnType::Decimal { .. }) && names(word, &column.name)
            })
            .map(|column| column.name.as_str())
    };
    if !table
        .columns
        .iter()
        .any(|column| matches!(column.ty, ColumnType::Decimal { .. }))
    {
        return Cow::Borrowed(sql);
    }
    let all: Vec<Token<'_>> = tokens(sql).collect();
    let mut out = String::with_capacity(sql.len() + 32);
    // The words and dots of a name like `t.price`, until it is known what follows.
    let mut qualifier = String::new();
    for (i, token) in all.iter().enumerate() {
        match token {
            Token::Word(word) => {
                let after = next(&all[i + 1..]);
                if after == Some(".") {
                    qualifier.push_str(word);
                    continue;
                }
                let before = previous(&all[..i], &qualifier);
                match is_decimal(word) {
                    // What is cast already says itself what it is read as.
                    Some(column)
                        if after != Some("(")
                            && !after.is_some_and(|next| next.eq_ignore_ascii_case("as"))
                            && wanted(before, after) =>
                    {
                        out.push_str("CAST(");
                        out.push_str(&qualifier);
                        name(&mut out, column);
                        out.push_str(" AS NUMERIC)");
                    }
                    _ => {
                        out.push_str(&qualifier);
                        out.push_str(word);
                    }
                }
                qualifier.clear();
            }
            Token::Other(text) if !qualifier.is_empty() => qualifier.push_str(text),
            Token::Other(text) => out.push_str(text),
        }
    }
    out.push_str(&qualifier);
    Cow::Owned(out)
}

fn text_of<'a>(token: &Token<'a>) -> &'a str {
    match token {
        Token::Word(text) | Token::Other(text) => text,
    }
}

fn next<'a>(tokens: &[Token<'a>]) -> Option<&'a str> {
    tokens
        .iter()
        .map(text_of)
        .find(|text| !text.trim().is_empty())
}

/// The token before a name, its qualifier left out.
fn previous<'a>(tokens: &[Token<'a>], qualifier: &str) -> Option<&'a str> {
    let mut left = qualifier.len();
    tokens
        .iter()
        .rev()
        .map(text_of)
        .filter(|text| {
            let of_qualifier = left > 0;
            left = left.saturating_sub(text.len());
            !of_qualifier
        })
        .find(|text| !text.trim().is_empty())
}

fn compares(token: Option<&str>) -> bool {
    token.is_some_and(|token| {
        ["<", ">", "=", "!"].contains(&token)
            || ["between", "not", "in", "and"]
                .iter()
                .any(|word| token.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Column;

    fn table() -> Table {
        let mut table = Table::new("t");
        let decimal = ColumnType::Decimal {
            precision: 10,
            scale: 2,
        };
        table.columns = vec![
            Column::new("price", decimal.clone()),
            Column::new("max", decimal),
            Column::new("n", ColumnType::Int),
        ];
        table
    }

    #[test]
    fn a_decimal_is_a_number_in_a_condition() {
        for (sql, expected) in [
            ("price <= 5", "CAST(\"price\" AS NUMERIC) <= 5"),
            ("n > 0", "n > 0"),
            (
                "t.price > n AND \"price\" < 9",
                "CAST(t.\"price\" AS NUMERIC) > n AND CAST(\"price\" AS NUMERIC) < 9",
            ),
            ("max(n, 1) > 0", "max(n, 1) > 0"),
            (
                "CAST(\"price\" AS NUMERIC) > 1",
                "CAST(\"price\" AS NUMERIC) > 1",
            ),
            (
                "'price' <> 'x' AND Price > 1",
                "'price' <> 'x' AND CAST(\"price\" AS NUMERIC) > 1",
            ),
        ] {
            let text = SqlText::from(sql);
            assert_eq!(
                condition(&text, &table(), String::new).unwrap(),
                expected,
                "{sql}"
            );
        }
    }

    #[test]
    fn a_decimal_that_is_handed_on_keeps_its_digits() {
        for (sql, expected) in [
            ("price", "price"),
            ("coalesce(t.price, '0')", "coalesce(t.price, '0')"),
            (
                "CASE WHEN t.price > 5 THEN price ELSE max END",
                "CASE WHEN CAST(t.\"price\" AS NUMERIC) > 5 THEN price ELSE max END",
            ),
            (
                "CASE WHEN 5 < t.price THEN 1 END",
                "CASE WHEN 5 < CAST(t.\"price\" AS NUMERIC) THEN 1 END",
            ),
        ] {
            let text = SqlText::from(sql);
            assert_eq!(
                value(&text, &table(), String::new).unwrap(),
                expected,
                "{sql}"
            );
        }
    }
}
