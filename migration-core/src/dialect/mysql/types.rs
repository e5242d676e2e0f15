//! Column types, and what they mean for keys.

use super::DIALECT;
use super::literal::string;
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::schema::{Column, ColumnType, Table};

/// The longest key, in bytes:
/// <https://dev.mysql.com/doc/refman/8.4/en/innodb-limits.html>
const LONGEST_KEY: u32 = 3072;

/// The type's name.
pub(super) fn of(out: &mut String, column: &Column) -> Result<(), Problem> {
    match &column.ty {
        ColumnType::SmallInt => out.push_str("SMALLINT"),
        ColumnType::Int => out.push_str("INT"),
        ColumnType::BigInt => out.push_str("BIGINT"),
        ColumnType::Float => out.push_str("FLOAT"),
        ColumnType::Double => out.push_str("DOUBLE"),
        ColumnType::Decimal { precision, scale } => {
            out.push_str(&format!("DECIMAL({precision},{scale})"));
        }
        ColumnType::Boolean => out.push_str("BOOLEAN"),
        ColumnType::Char(n) => {
            length(column, *n, 255)?;
            out.push_str(&format!("CHAR({n})"));
        }
        ColumnType::Varchar(n) => {
            // A row has at most 65535 bytes, and a character up to four of them.
            length(column, *n, 16_383)?;
            out.push_str(&format!("VARCHAR({n})"));
        }
        ColumnType::Text => out.push_str("LONGTEXT"),
        ColumnType::Binary => out.push_str("LONGBLOB"),
        ColumnType::Date => out.push_str("DATE"),
        ColumnType::Time(p) => out.push_str(&format!("TIME({p})")),
        ColumnType::Timestamp(p) | ColumnType::TimestampTz(p) => {
            out.push_str(&format!("DATETIME({p})"));
        }
        ColumnType::UnsignedSmallInt => out.push_str("SMALLINT UNSIGNED"),
        ColumnType::UnsignedInt => out.push_str("INT UNSIGNED"),
        ColumnType::UnsignedBigInt => out.push_str("BIGINT UNSIGNED"),
        ColumnType::Bit(n) => out.push_str(&format!("BIT({n})")),
        ColumnType::Interval
        | ColumnType::Inet
        | ColumnType::Cidr
        | ColumnType::MacAddr
        | ColumnType::BitVarying(_)
        | ColumnType::Range(_)
        | ColumnType::Array(_)
        | ColumnType::Named(_) => return Err(text::no_such_type(column, "MySQL and MariaDB")),
        ColumnType::Json | ColumnType::Jsonb => out.push_str("JSON"),
        ColumnType::Uuid => out.push_str(match column.charset {
            None => "CHAR(36) CHARACTER SET ascii",
            Some(_) => "CHAR(36)",
        }),
        ColumnType::Enumeration(of) => {
            out.push_str("ENUM(");
            text::listed(out, &of.values, |out, value| {
                text::whole(value, || format!("the value {value:?}"))?;
                string(out, value);
                Ok(())
            })?;
            out.push(')');
        }
        ColumnType::Custom(sql) => {
            let what = || format!("the type of column {:?}", column.name);
            out.push_str(text::written(sql, DIALECT, what)?.sql);
        }
    }
    Ok(())
}

fn length(column: &Column, n: u32, longest: u32) -> Result<(), Problem> {
    if n > longest {
        return Err(Problem::new(
            format!(
                "column {:?} is {}, and MySQL and MariaDB take at most {longest} characters",
                column.name, column.ty
            ),
            if longest == 255 {
                "use `varchar` or `text`"
            } else {
                "use `text`"
            },
        ));
    }
    Ok(())
}

/// Whether a column of the type may have a character set and a collation.
pub(super) const fn may_be_text(ty: &ColumnType) -> bool {
    matches!(
        ty,
        ColumnType::Char(_)
            | ColumnType::Varchar(_)
            | ColumnType::Text
            | ColumnType::Uuid
            | ColumnType::Enumeration(_)
            | ColumnType::Custom(_)
    )
}

/// How many digits a second has behind its point, in a type that is a day and a time.
pub(super) fn precision(ty: &ColumnType) -> Option<u8> {
    match ty {
        ColumnType::Timestamp(p) | ColumnType::TimestampTz(p) => Some(*p),
        ColumnType::Custom(sql) => {
            let text = sql.get(DIALECT)?.trim().to_ascii_lowercase();
            let rest = text.strip_prefix("timestamp");
            let rest = rest.or_else(|| text.strip_prefix("datetime"))?.trim_start();
            let digits = rest
                .strip_prefix('(')
                .and_then(|rest| rest.split(')').next());
            Some(
                digits
                    .and_then(|digits| digits.trim().parse().ok())
                    .unwrap_or(0),
            )
        }
        _ => None,
    }
}

/// Whether values lie outside of the row: such a column takes no bare default, and an index
/// over it asks for the length of a prefix.
pub(super) const fn is_large(ty: &ColumnType) -> bool {
    matches!(
        ty,
        ColumnType::Text | ColumnType::Binary | ColumnType::Json | ColumnType::Jsonb
    )
}

/// Whether a key over these columns holds them whole. An index that is too long would be cut
/// to a prefix, with no more than a note.
pub(super) fn can_be_key<'a>(
    table: &Table,
    what: &str,
    columns: impl IntoIterator<Item = &'a str>,
) -> Result<(), Problem> {
    let mut bytes = 0;
    for column in columns.into_iter().filter_map(|name| table.column(name)) {
        if is_large(&column.ty) {
            return Err(Problem::new(
                format!(
                    "{what} is over column {:?} of type {}, which MySQL and MariaDB index only in part",
                    column.name, column.ty
                ),
                "make the column a `varchar`, or leave it out of the key",
            ));
        }
        bytes += size(column, table);
    }
    if bytes > LONGEST_KEY {
        return Err(Problem::new(
            format!(
                "{what} would be {bytes} bytes long, and MySQL and MariaDB take at most {LONGEST_KEY}"
            ),
            "make its columns shorter (a character counts for 4 bytes), or leave some out",
        ));
    }
    Ok(())
}

/// The bytes of a value in a key, at most.
fn size(column: &Column, table: &Table) -> u32 {
    match &column.ty {
        ColumnType::Boolean => 1,
        ColumnType::SmallInt | ColumnType::UnsignedSmallInt | ColumnType::Enumeration(_) => 2,
        ColumnType::Date => 3,
        ColumnType::Int | ColumnType::UnsignedInt | ColumnType::Float => 4,
        ColumnType::Time(_) => 6,
        ColumnType::BigInt
        | ColumnType::UnsignedBigInt
        | ColumnType::Double
        | ColumnType::Bit(_)
        | ColumnType::Timestamp(_)
        | ColumnType::TimestampTz(_) => 8,
        ColumnType::Decimal { .. } => 30,
        ColumnType::Uuid => 36,
        ColumnType::Char(n) | ColumnType::Varchar(n) => {
            let charset = column.charset.as_deref();
            n.saturating_mul(match charset.or(table.options.charset.as_deref()) {
                Some("latin1" | "ascii" | "binary" | "latin2" | "cp1250" | "cp1251" | "cp1252") => {
                    1
                }
                Some("utf8" | "utf8mb3") => 3,
                _ => 4,
            })
        }
        // Refused before, or known to the person who named it.
        ColumnType::Text
        | ColumnType::Binary
        | ColumnType::Json
        | ColumnType::Jsonb
        | ColumnType::Interval
        | ColumnType::Inet
        | ColumnType::Cidr
        | ColumnType::MacAddr
        | ColumnType::BitVarying(_)
        | ColumnType::Range(_)
        | ColumnType::Array(_)
        | ColumnType::Named(_)
        | ColumnType::Custom(_) => 0,
    }
}
