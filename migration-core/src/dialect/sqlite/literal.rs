//! Identifiers, literals and defaults.

use super::DIALECT;
use super::definition::{Kind, tokens};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::schema::{Column, ColumnType, DefaultValue};

/// A name in quotes.
pub(super) fn name(out: &mut String, name: &str) {
    text::quoted(out, name, '"');
}

/// Names in quotes within parentheses.
pub(super) fn names(out: &mut String, all: &[String]) {
    out.push('(');
    for (i, each) in all.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        name(out, each);
    }
    out.push(')');
}

/// A text literal.
pub(super) fn string(out: &mut String, value: &str) {
    text::quoted(out, value, '\'');
}

/// A text literal, alone.
pub(super) fn string_of(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    string(&mut out, value);
    out
}

/// Whether `ALTER TABLE … ADD COLUMN` takes the default: it must be the same for every row.
/// <https://www.sqlite.org/lang_altertable.html#alter_table_add_column>
pub(super) fn is_constant(default: &DefaultValue) -> bool {
    match default {
        DefaultValue::Boolean(_)
        | DefaultValue::Integer(_)
        | DefaultValue::Number(_)
        | DefaultValue::Text(_) => true,
        DefaultValue::Expression(sql) => sql.get(DIALECT).is_some_and(is_literal),
        DefaultValue::Now | DefaultValue::RandomUuid => false,
    }
}

/// Whether an expression is no more than a literal, with a sign or without.
fn is_literal(sql: &str) -> bool {
    let mut all = tokens(sql).peekable();
    all.next_if(|token| token.is_symbol('-') || token.is_symbol('+'));
    let literal = all.next().is_some_and(|token| match token.kind {
        Kind::Text | Kind::Number | Kind::Blob => true,
        Kind::Word => ["null", "true", "false"]
            .iter()
            .any(|word| token.is_word(word)),
        Kind::Quoted | Kind::Symbol => false,
    });
    literal && all.next().is_none()
}

/// What stands behind `DEFAULT`.
pub(super) fn default(
    out: &mut String,
    column: &Column,
    default: &DefaultValue,
) -> Result<(), Problem> {
    // A decimal is kept as text; a bare number would pass through an 8-byte real on its way.
    let as_text = matches!(column.ty, ColumnType::Decimal { .. });
    match default {
        DefaultValue::Boolean(value) => out.push_str(if *value { "TRUE" } else { "FALSE" }),
        DefaultValue::Integer(value) if as_text => string(out, &value.to_string()),
        DefaultValue::Integer(value) => out.push_str(&value.to_string()),
        DefaultValue::Number(value) if as_text => string(out, value),
        DefaultValue::Number(value) => out.push_str(value),
        DefaultValue::Text(value) => {
            text::whole(value, || format!("the default of column {:?}", column.name))?;
            string(out, value);
        }
        // All three are in UTC: https://www.sqlite.org/lang_createtable.html#the_default_clause
        DefaultValue::Now => out.push_str(match column.ty {
            ColumnType::Date => "CURRENT_DATE",
            ColumnType::Time(_) => "CURRENT_TIME",
            _ => "CURRENT_TIMESTAMP",
        }),
        DefaultValue::RandomUuid => {
            out.push('(');
            out.push_str(RANDOM_UUID);
            out.push(')');
        }
        DefaultValue::Expression(sql) => {
            let what = || format!("the default of column {:?}", column.name);
            let sql = text::written(sql, DIALECT, what)?.sql;
            // In a strict table these are read back as what they are, and stand without parentheses.
            let words: &[&str] = match column.ty {
                ColumnType::Text => &["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"],
                ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt => &["TRUE", "FALSE"],
                _ => &[],
            };
            if words.contains(&sql) {
                out.push_str(sql);
            } else {
                out.push('(');
                out.push_str(sql);
                out.push(')');
            }
        }
    }
    Ok(())
}

/// A version 4 UUID in its usual form: 122 random bits, the version's digit, and one of the
/// four digits of its variant. <https://www.rfc-editor.org/rfc/rfc9562#section-5.4>
pub(crate) const RANDOM_UUID: &str = "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || \
    substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (random() & 3), 1) || \
    substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";
