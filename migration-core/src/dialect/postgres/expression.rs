//! SQL texts that a person wrote. In a text that is meant for every dialect, a column may
//! stand in the quotes of MySQL, which PostgreSQL does not know.

use std::borrow::Cow;

use super::DIALECT;
use crate::dialect::problem::Problem;
use crate::dialect::text::{self, Written};
use crate::schema::{SqlText, Table};

pub(super) fn of<'a>(
    text: &'a SqlText,
    table: &Table,
    what: impl FnOnce() -> String,
) -> Result<Cow<'a, str>, Problem> {
    Ok(named(&text::written(text, DIALECT, what)?, table))
}

/// The text with the table's columns in PostgreSQL's quotes.
pub(super) fn named<'a>(written: &Written<'a>, table: &Table) -> Cow<'a, str> {
    if written.own || !written.sql.contains('`') {
        return Cow::Borrowed(written.sql);
    }
    Cow::Owned(text::requoted(written.sql, table, '`', '"'))
}
