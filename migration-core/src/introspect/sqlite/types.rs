use crate::schema::{ColumnType, DialectName, SqlText};

/// The type that is kept under this declared one; of several, the first. `sole_key` says
/// whether the column alone is the primary key.
pub(super) fn column_type(declared: &str, strict: bool, sole_key: bool) -> ColumnType {
    let known = if strict {
        strict_type(declared, sole_key)
    } else {
        usual_type(declared, sole_key)
    };
    known.unwrap_or_else(|| ColumnType::Custom(SqlText::only(DialectName::Sqlite, declared)))
}

fn usual_type(declared: &str, sole_key: bool) -> Option<ColumnType> {
    let (name, sizes) = parts(&declared.to_ascii_uppercase())?;
    Some(match (name.as_str(), sizes.as_slice()) {
        ("SMALLINT", []) => ColumnType::SmallInt,
        // `INTEGER` as the whole key is the row id, which numbers rows by itself.
        ("INT", []) if sole_key => ColumnType::Int,
        ("INTEGER", []) if !sole_key => ColumnType::Int,
        ("BIGINT", []) => ColumnType::BigInt,
        ("FLOAT", []) => ColumnType::Float,
        ("DOUBLE", []) => ColumnType::Double,
        ("DECIMAL_TEXT", [precision, scale]) => ColumnType::Decimal {
            precision: u16::try_from(*precision).ok()?,
            scale: u16::try_from(*scale).ok()?,
        },
        ("BOOLEAN", []) => ColumnType::Boolean,
        ("CHAR", [n]) if *n > 0 => ColumnType::Char(*n),
        ("VARCHAR", [n]) if *n > 0 => ColumnType::Varchar(*n),
        ("TEXT", []) => ColumnType::Text,
        ("BLOB", []) => ColumnType::Binary,
        ("DATE_TEXT", []) => ColumnType::Date,
        ("TIME_TEXT", []) => ColumnType::Time(6),
        ("TIMESTAMP_TEXT", []) => ColumnType::Timestamp(6),
        ("TIMESTAMPTZ_TEXT", []) => ColumnType::TimestampTz(6),
        ("JSON_TEXT", []) => ColumnType::Json,
        ("UUID_TEXT", []) => ColumnType::Uuid,
        _ => return None,
    })
}

/// A strict table takes six names: <https://www.sqlite.org/stricttables.html>
fn strict_type(declared: &str, sole_key: bool) -> Option<ColumnType> {
    Some(match declared.to_ascii_uppercase().as_str() {
        "INT" if sole_key => ColumnType::BigInt,
        "INTEGER" if !sole_key => ColumnType::BigInt,
        "REAL" => ColumnType::Double,
        "TEXT" => ColumnType::Text,
        "BLOB" => ColumnType::Binary,
        _ => return None,
    })
}

/// A name and the numbers in parentheses behind it.
fn parts(declared: &str) -> Option<(String, Vec<u32>)> {
    let Some((name, sizes)) = declared.split_once('(') else {
        return Some((declared.to_owned(), Vec::new()));
    };
    let sizes = sizes.strip_suffix(')')?.split(',');
    let sizes = sizes.map(|size| size.parse().ok());
    Some((name.to_owned(), sizes.collect::<Option<_>>()?))
}
