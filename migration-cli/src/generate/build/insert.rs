//! Rows that belong to the schema: `insert roles id,name 1,admin 2,reader`.

use migration_core::operation::{Insert, Operation};
use migration_core::schema::{Column, DefaultValue, SqlText, Value};

use super::{Asked, Proposal};
use crate::generate::{GenerateError, field, lookup, naming};

pub(super) fn build(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, rest) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let Some((columns, rows)) = rest.split_first() else {
        return Err(asked.template.misused("the columns are missing"));
    };
    if rows.is_empty() {
        return Err(asked.template.misused("no row is given"));
    }
    let columns = separated(columns)?;
    let found = columns
        .iter()
        .map(|name| lookup::column(table, &name.text))
        .collect::<Result<Vec<&Column>, _>>()?;
    let rows = rows
        .iter()
        .map(|word| row(word, &found))
        .collect::<Result<Vec<_>, _>>()?;
    let count = rows.len();
    Ok(Proposal::new(
        format!("insert_into_{}", naming::slug(&table.name)),
        format!(
            "Inserts {count} {} into `{}`.",
            if count == 1 { "row" } else { "rows" },
            table.name
        ),
        vec![Operation::Insert(Insert {
            table: table.name.clone(),
            columns: columns.into_iter().map(|name| name.text).collect(),
            rows,
        })],
    ))
}

fn row(word: &str, columns: &[&Column]) -> Result<Vec<Value>, GenerateError> {
    let values = separated(word)?;
    if values.len() != columns.len() {
        return Err(GenerateError::usage(
            format!(
                "{word:?} has {} values for {} columns",
                values.len(),
                columns.len()
            ),
            "separate the values with commas, and put a value that holds one in quotes: '1,\"a, b\"'",
        ));
    }
    values
        .iter()
        .zip(columns)
        .map(|(value, column)| typed(word, value, column))
        .collect()
}

fn typed(word: &str, value: &Separated, column: &Column) -> Result<Value, GenerateError> {
    if !value.quoted && value.text.eq_ignore_ascii_case("null") {
        return Ok(Value::Null);
    }
    Ok(match field::default_value(word, &column.ty, &value.text)? {
        DefaultValue::Boolean(value) => Value::Boolean(value),
        DefaultValue::Integer(n) => Value::Integer(n),
        DefaultValue::Number(digits) => Value::Number(digits),
        DefaultValue::Text(text) => Value::Text(text),
        DefaultValue::Expression(sql) => Value::Expression(sql),
        DefaultValue::Now => Value::Expression(SqlText::from("CURRENT_TIMESTAMP")),
        DefaultValue::RandomUuid => {
            return Err(GenerateError::usage(
                format!(
                    "{word:?}: {} would be another value on each database",
                    column.name
                ),
                "write the UUID that the row has",
            ));
        }
    })
}

/// One of the texts between commas.
struct Separated {
    text: String,
    quoted: bool,
}

/// Splits at commas; quotes and parentheses keep what is within them together.
fn separated(word: &str) -> Result<Vec<Separated>, GenerateError> {
    let mut all = vec![Separated {
        text: String::new(),
        quoted: false,
    }];
    let mut chars = word.chars().peekable();
    let mut depth = 0_usize;
    let mut within = false;
    while let Some(c) = chars.next() {
        let Some(last) = all.last_mut() else { break };
        match c {
            '"' if within && chars.peek() == Some(&'"') => {
                last.text.push('"');
                chars.next();
            }
            '"' if within => within = false,
            '"' if last.text.is_empty() && !last.quoted => {
                within = true;
                last.quoted = true;
            }
            ',' if !within && depth == 0 => all.push(Separated {
                text: String::new(),
                quoted: false,
            }),
            c => {
                if !within {
                    match c {
                        '(' => depth += 1,
                        ')' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
                last.text.push(c);
            }
        }
    }
    if within || depth > 0 {
        return Err(GenerateError::usage(
            format!("{word:?} opens a quote or a parenthesis that it does not close"),
            "close it, and put the whole row in single quotes for the shell",
        ));
    }
    Ok(all)
}
