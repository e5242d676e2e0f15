//! How tables are divided, and what their partitions hold.

use super::printed;
use super::tables::Found;
use crate::schema::{
    BoundValue, DialectName, IndexKey, IndexPart, PartitionBound, PartitionMethod, Partitioning,
    SqlText, Value,
};

/// A partition key as the catalogue has it.
#[derive(Debug)]
pub(super) struct Key {
    /// The letter of how the table is divided.
    pub(super) strategy: String,
    /// The number of each column; 0 for an expression.
    pub(super) columns: Vec<i16>,
    /// The key as the server prints it: `RANGE (at)`.
    pub(super) text: String,
}

/// Gives a table its partition key, once its columns are known.
pub(super) fn divide(found: &mut Found) {
    let Some(key) = &found.key else {
        return;
    };
    let method = match key.strategy.as_str() {
        "r" => PartitionMethod::Range,
        "l" => PartitionMethod::List,
        _ => PartitionMethod::Hash,
    };
    let listed = key.text.split_once('(').map_or("", |(_, rest)| rest);
    let listed = listed.strip_suffix(')').unwrap_or(listed);
    let parts = items(listed).into_iter().zip(&key.columns);
    let parts = parts.map(|(text, number)| part(text, *number, found));
    found.table.partitioning = Some(Box::new(Partitioning {
        method,
        parts: parts.collect(),
    }));
}

/// One part: what it is by, and a collation and an operator class where they are not the usual.
fn part(text: &str, number: i16, found: &Found) -> IndexPart {
    let mut spaces = ends(text, |c, depth| c == ' ' && depth == 0);
    let (mut part, mut rest) = match found.column(number) {
        Some(column) => {
            let behind = printed::name(text).map_or("", |(_, rest)| rest);
            (IndexPart::column(&column.name), behind)
        }
        None => {
            let collated = spaces.find(|at| text[*at..].starts_with(" COLLATE "));
            let (sql, behind) = text.split_at(collated.unwrap_or(text.len()));
            let key = IndexKey::Expression(printed::expression(sql));
            (IndexPart::new(key), behind)
        }
    };
    if let Some((name, behind)) = rest.strip_prefix(" COLLATE ").and_then(printed::name) {
        let name = printed::unquoted(name).unwrap_or(name);
        part.collation = Some(SqlText::only(DialectName::Postgres, name));
        rest = behind;
    }
    let class = rest.trim();
    if !class.is_empty() {
        part.operator_class = Some(class.to_owned());
    }
    part
}

/// The bound that PostgreSQL prints: `FOR VALUES FROM (1) TO (10)`.
pub(super) fn bound(text: &str) -> PartitionBound {
    let Some(text) = text.strip_prefix("FOR VALUES ") else {
        return PartitionBound::Default;
    };
    let (first, rest) = parenthesised(text);
    if text.starts_with("IN ") {
        return PartitionBound::List(first.into_iter().map(value).collect());
    }
    if text.starts_with("WITH ") {
        let number = |at: usize| {
            let item = first.get(at).and_then(|item| item.split_once(' '));
            item.and_then(|(_, number)| number.parse().ok())
                .unwrap_or(0)
        };
        return PartitionBound::hash(number(0), number(1));
    }
    let (second, _) = parenthesised(rest);
    PartitionBound::Range {
        from: first.into_iter().map(end).collect(),
        to: second.into_iter().map(end).collect(),
    }
}

fn end(text: &str) -> BoundValue {
    match text {
        "MINVALUE" => BoundValue::Minimum,
        "MAXVALUE" => BoundValue::Maximum,
        text => BoundValue::Value(value(text)),
    }
}

fn value(text: &str) -> Value {
    if let Ok(number) = text.parse() {
        return Value::Integer(number);
    }
    match (text, printed::string(text)) {
        ("NULL", _) => Value::Null,
        ("true" | "false", _) => Value::Boolean(text == "true"),
        (_, Some((value, ""))) => Value::Text(value),
        (text, _)
            if text
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-') =>
        {
            Value::Number(text.to_owned())
        }
        (text, _) => Value::Expression(SqlText::only(DialectName::Postgres, text)),
    }
}

/// The items within the first parentheses, and what stands behind them.
fn parenthesised(text: &str) -> (Vec<&str>, &str) {
    let Some((_, inner)) = text.split_once('(') else {
        return (Vec::new(), "");
    };
    let end = ends(inner, |c, depth| c == ')' && depth == 0).next();
    let end = end.unwrap_or(inner.len());
    (items(&inner[..end]), inner.get(end + 1..).unwrap_or(""))
}

/// What stands between commas that are in no quotes and no parentheses.
fn items(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut from = 0;
    for at in ends(text, |c, depth| c == ',' && depth == 0) {
        all.push(text[from..at].trim());
        from = at + 1;
    }
    all.push(text[from..].trim());
    all.retain(|item| !item.is_empty());
    all
}

/// Where a character is wanted, given how many parentheses are open there.
fn ends<'a>(
    text: &'a str,
    wanted: impl Fn(char, usize) -> bool + 'a,
) -> impl Iterator<Item = usize> + 'a {
    let (mut quote, mut depth) = (None, 0_usize);
    text.char_indices().filter_map(move |(at, c)| {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, c) if wanted(c, depth) => return Some(at),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_read() {
        for (text, expected) in [
            ("DEFAULT", PartitionBound::Default),
            (
                "FOR VALUES FROM (1, MINVALUE) TO (10, 'a'')b, TO (')",
                PartitionBound::range(
                    [BoundValue::from(1), BoundValue::Minimum],
                    [BoundValue::from(10), BoundValue::from("a')b, TO (")],
                ),
            ),
            (
                "FOR VALUES IN ('a', NULL, 1.5, true)",
                PartitionBound::List(vec![
                    Value::from("a"),
                    Value::Null,
                    Value::Number("1.5".to_owned()),
                    Value::Boolean(true),
                ]),
            ),
            (
                "FOR VALUES WITH (modulus 4, remainder 3)",
                PartitionBound::hash(4, 3),
            ),
        ] {
            assert_eq!(bound(text), expected, "{text}");
        }
    }
}
