//! `CREATE INDEX`.

use super::cursor::{Cursor, Unreadable};
use super::token::{Kind, unquoted};

/// An index as its text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndexDefinition {
    pub(crate) name: String,
    pub(crate) table: String,
    pub(crate) unique: bool,
    pub(crate) parts: Vec<IndexPartDefinition>,
    pub(crate) filter: Option<String>,
}

/// What an index sorts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndexPartDefinition {
    /// The words of the expression; parentheses about all of it left out.
    pub(crate) expression: String,
    /// What the expression says where it is a single name.
    pub(crate) name: Option<String>,
    pub(crate) collation: Option<String>,
    pub(crate) descending: bool,
}

/// Takes the text of a `CREATE INDEX` apart.
pub(crate) fn index(sql: &str) -> Result<IndexDefinition, Unreadable> {
    let mut cursor = Cursor::new(sql);
    let cursor = &mut cursor;
    cursor.expect(&["CREATE"])?;
    let unique = cursor.take(&["UNIQUE"]);
    cursor.expect(&["INDEX"])?;
    cursor.take(&["IF", "NOT", "EXISTS"]);
    let name = cursor.name_of_database_too()?;
    cursor.expect(&["ON"])?;
    let table = cursor.name()?;
    cursor.expect_symbol('(')?;
    let mut parts = vec![part(cursor)?];
    while cursor.take_symbol(',') {
        parts.push(part(cursor)?);
    }
    cursor.expect_symbol(')')?;
    let filter = if cursor.take(&["WHERE"]) {
        let place = cursor.place();
        while cursor.peek().is_some() && !cursor.sees_symbol(';') {
            cursor.skip_one()?;
        }
        Some(cursor.since(place).to_owned())
    } else {
        None
    };
    Ok(IndexDefinition {
        name,
        table,
        unique,
        parts,
        filter,
    })
}

/// The text of a `CREATE INDEX` with another name in it.
pub(crate) fn index_renamed(sql: &str, to: &str) -> Result<String, Unreadable> {
    index(sql)?;
    let mut cursor = Cursor::new(sql);
    cursor.expect(&["CREATE"])?;
    cursor.take(&["UNIQUE"]);
    cursor.expect(&["INDEX"])?;
    cursor.take(&["IF", "NOT", "EXISTS"]);
    cursor.name_of_database_too()?;
    let name = cursor.place() - 1;
    let end = cursor.place();
    let old = cursor.token_at(name).map_or(0, |token| token.start);
    let rest = old + cursor.between(name, end).len();
    let mut out = sql[..old].to_owned();
    crate::dialect::text::quoted(&mut out, to, '"');
    out.push_str(&sql[rest..]);
    Ok(out)
}

fn part(cursor: &mut Cursor<'_>) -> Result<IndexPartDefinition, Unreadable> {
    let start = cursor.place();
    // How many tokens, or groups in parentheses, stand before the last `COLLATE`.
    let mut pieces = 0;
    let mut collate = None;
    while !cursor.sees_symbol(',') && !cursor.sees_symbol(')') {
        if cursor.sees(&["ASC"]) || cursor.sees(&["DESC"]) {
            break;
        }
        if cursor.sees(&["COLLATE"]) {
            collate = Some((cursor.place(), pieces));
        }
        cursor.skip_one()?;
        pieces += 1;
    }
    let mut end = cursor.place();
    let descending = cursor.take(&["DESC"]);
    if !descending {
        cursor.take(&["ASC"]);
    }
    // It sorts the part only where it stands about all of it: a name, a call or parentheses.
    let mut collation = None;
    if let Some((place, before)) = collate {
        let whole = before == 1 || (before == 2 && is_call(cursor, start));
        if whole && place + 2 == end {
            collation = cursor.token_at(place + 1).map(|token| unquoted(token.text));
            end = place;
        }
    }
    let text = cursor.between(start, end);
    let first = cursor.token_at(start);
    let name = first
        .filter(|token| end == start + 1 && matches!(token.kind, Kind::Word | Kind::Quoted))
        .map(|token| unquoted(token.text));
    Ok(IndexPartDefinition {
        expression: without_parentheses(text).to_owned(),
        name,
        collation,
        descending,
    })
}

fn is_call(cursor: &Cursor<'_>, start: usize) -> bool {
    let next = cursor.token_at(start + 1);
    next.is_some_and(|token| token.is_symbol('('))
}

/// The text without parentheses that stand about all of it.
fn without_parentheses(text: &str) -> &str {
    let mut inner = Cursor::new(text);
    match inner.parenthesised() {
        Ok(within) if inner.peek().is_none() => without_parentheses(within),
        _ => text,
    }
}
