//! Rows and backfills.

use migration_core::operation::{Backfill, Batches, Delete, Insert, Operation, Update};
use migration_core::schema::Value;

use super::{Unrenderable, literal};

/// A tuple is a row up to so many columns.
const LONGEST_TUPLE: usize = 8;

pub(super) fn insert(op: &Insert) -> String {
    let Insert {
        table,
        columns,
        rows,
    } = op;
    format!("insert({})", of_rows(table, columns, rows))
}

pub(super) fn delete(op: &Delete) -> String {
    let Delete {
        table,
        columns,
        rows,
    } = op;
    format!("delete({})", of_rows(table, columns, rows))
}

fn of_rows(table: &str, columns: &[String], rows: &[Vec<Value>]) -> String {
    let alike: Vec<Alike> = (0..columns.len())
        .map(|at| Alike::of(rows.iter().filter_map(|row| row.get(at))))
        .collect();
    let rows: Vec<String> = rows
        .iter()
        .map(|row| match columns.len() {
            1 => format!("[{}]", values(row, &alike).join(", ")),
            n if n > LONGEST_TUPLE => {
                let values: Vec<String> = row.iter().map(plain).collect();
                format!("vec![{}]", values.join(", "))
            }
            _ => format!("({})", values(row, &alike).join(", ")),
        })
        .collect();
    let columns = literal::strings(columns);
    format!(
        "{}, {columns}, [{}]",
        literal::string(table),
        rows.join(", ")
    )
}

pub(super) fn update(op: &Update) -> String {
    let Update {
        table,
        key,
        set,
        was,
    } = op;
    let (columns, values): (Vec<&str>, Vec<String>) = key
        .iter()
        .map(|(column, value)| (column.as_str(), plain(value)))
        .unzip();
    let mut out = format!(
        "update({}, {}, vec![{}])",
        literal::string(table),
        literal::strings(&columns),
        values.join(", ")
    );
    for (at, (column, to)) in set.iter().enumerate() {
        let column = literal::string(column);
        let to = short(to);
        match was.get(at) {
            Some(was) => out.push_str(&format!(".set({column}, {}, {to})", short(was))),
            None => out.push_str(&format!(".set_to({column}, {to})")),
        }
    }
    out + ".record()"
}

/// What the values of one column have in common, so that each is written as short as can be:
/// the rows are of one type.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Alike {
    /// The same kind, perhaps with NULLs among them.
    Kind { nulls: bool, wide: bool },
    /// Nothing.
    No,
}

impl Alike {
    fn of<'a>(values: impl Iterator<Item = &'a Value>) -> Self {
        let mut first = None;
        let (mut nulls, mut wide) = (false, false);
        for value in values {
            if *value == Value::Null {
                nulls = true;
                continue;
            }
            let kind = std::mem::discriminant(value);
            if *first.get_or_insert(kind) != kind {
                return Self::No;
            }
            wide |= matches!(value, Value::Integer(n) if i32::try_from(*n).is_err());
        }
        match first {
            Some(_) => Self::Kind { nulls, wide },
            None => Self::No,
        }
    }
}

fn values(row: &[Value], alike: &[Alike]) -> Vec<String> {
    row.iter()
        .zip(alike)
        .map(|(value, alike)| match (alike, value) {
            (Alike::No, value) => plain(value),
            (Alike::Kind { .. }, Value::Null) => "None".to_owned(),
            (Alike::Kind { nulls, wide }, value) => {
                let value = match value {
                    Value::Integer(n) if *wide => format!("{n}_i64"),
                    value => short(value),
                };
                match nulls {
                    true => format!("Some({value})"),
                    false => value,
                }
            }
        })
        .collect()
}

/// What becomes the value: `1`, `"text"`, `sql("now()")`.
fn short(value: &Value) -> String {
    match value {
        Value::Null => "Value::Null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(n) if i32::try_from(*n).is_ok() => n.to_string(),
        Value::Integer(n) => format!("{n}_i64"),
        Value::Number(digits) => format!("number({})", literal::string(digits)),
        Value::Text(text) => literal::string(text),
        Value::Bytes(bytes) if bytes.is_empty() => "Vec::<u8>::new()".to_owned(),
        Value::Bytes(bytes) => {
            let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte}_u8")).collect();
            format!("vec![{}]", bytes.join(", "))
        }
        Value::Expression(text) => format!("sql({})", literal::sql(text)),
    }
}

/// The value itself, whatever stands beside it.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => short(value),
        value => format!("Value::from({})", short(value)),
    }
}

pub(super) fn backfill(op: &Backfill) -> Result<String, Unrenderable> {
    let Backfill {
        table,
        set,
        filter,
        reverse,
        batches,
    } = op;
    let mut out = format!("backfill({})", literal::string(table));
    let mut part = |set: &[_], filter: &Option<_>, suffix: &str| {
        for (column, sql) in set {
            let (column, sql): (&String, _) = (column, literal::sql(sql));
            out.push_str(&format!(".set{suffix}({}, {sql})", literal::string(column)));
        }
        if let Some(filter) = filter {
            out.push_str(&format!(".filter{suffix}({})", literal::sql(filter)));
        }
    };
    part(set, filter, "");
    if let Some(back) = reverse {
        if back.table != *table || back.reverse.is_some() || back.set.is_empty() {
            return Err(Unrenderable {
                operation: Operation::Backfill(op.clone()).describe(),
                reason: "its way back is no backfill of the same table",
                help: "write the way back as `down` of the migration",
            });
        }
        part(&back.set, &back.filter, "_reverse");
    }
    if let Some(Batches { key, most }) = batches {
        match key.is_empty() {
            true => out.push_str(".batched()"),
            false => out.push_str(&format!(".batched_by({})", literal::strings(key))),
        }
        if let Some(most) = most {
            out.push_str(&format!(".batch_limit({most})"));
        }
    }
    Ok(out)
}
