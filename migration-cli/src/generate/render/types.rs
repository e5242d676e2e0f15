//! Column types, and the kinds of columns.

use migration_core::schema::ColumnType;

use super::literal;

/// `types::varchar(20)`
pub(super) fn bare_type(ty: &ColumnType) -> String {
    let (function, arguments) = call(ty);
    format!("types::{function}({arguments})")
}

/// The function for a type, and its arguments behind the name.
pub(super) fn call(ty: &ColumnType) -> (&'static str, String) {
    match ty {
        ColumnType::SmallInt => ("small_int", String::new()),
        ColumnType::Int => ("int", String::new()),
        ColumnType::BigInt => ("big_int", String::new()),
        ColumnType::Float => ("float", String::new()),
        ColumnType::Double => ("double", String::new()),
        ColumnType::Decimal { precision, scale } => ("decimal", format!("{precision}, {scale}")),
        ColumnType::Boolean => ("boolean", String::new()),
        ColumnType::Char(n) => ("char", n.to_string()),
        ColumnType::Varchar(n) => ("varchar", n.to_string()),
        ColumnType::Text => ("text", String::new()),
        ColumnType::Binary => ("binary", String::new()),
        ColumnType::Date => ("date", String::new()),
        ColumnType::Time(6) => ("time", String::new()),
        ColumnType::Timestamp(6) => ("timestamp", String::new()),
        ColumnType::TimestampTz(6) => ("timestamp_tz", String::new()),
        ColumnType::Time(p) => ("time_with", p.to_string()),
        ColumnType::Timestamp(p) => ("timestamp_with", p.to_string()),
        ColumnType::TimestampTz(p) => ("timestamp_tz_with", p.to_string()),
        ColumnType::UnsignedSmallInt => ("unsigned_small_int", String::new()),
        ColumnType::UnsignedInt => ("unsigned_int", String::new()),
        ColumnType::UnsignedBigInt => ("unsigned_big_int", String::new()),
        ColumnType::Interval => ("interval", String::new()),
        ColumnType::Inet => ("inet", String::new()),
        ColumnType::Cidr => ("cidr", String::new()),
        ColumnType::MacAddr => ("mac_addr", String::new()),
        ColumnType::Bit(n) => ("bit", n.to_string()),
        ColumnType::BitVarying(n) => ("bit_varying", n.to_string()),
        ColumnType::Range(of) => ("range", format!("RangeOf::{of:?}")),
        ColumnType::Array(of) => ("array", bare_type(of)),
        ColumnType::Json => ("json", String::new()),
        ColumnType::Jsonb => ("jsonb", String::new()),
        ColumnType::Uuid => ("uuid", String::new()),
        ColumnType::Enumeration(of) => (
            "enumeration",
            format!(
                "{}, {}",
                literal::string(&of.name),
                literal::strings(&of.values)
            ),
        ),
        ColumnType::Named(name) => ("named", literal::string(name)),
        ColumnType::Custom(sql) => ("custom", literal::sql(sql)),
    }
}

/// The kind of a column: the `T` of `Column<T>` and `Key<T>`.
pub(super) const fn kind(ty: &ColumnType) -> &'static str {
    match ty {
        ColumnType::SmallInt => "SmallInt",
        ColumnType::Int => "Int",
        ColumnType::BigInt => "BigInt",
        ColumnType::Float => "Float",
        ColumnType::Double => "Double",
        ColumnType::Decimal { .. } => "Decimal",
        ColumnType::Boolean => "Boolean",
        ColumnType::Char(_) => "Char",
        ColumnType::Varchar(_) => "Varchar",
        ColumnType::Text => "Text",
        ColumnType::Binary => "Binary",
        ColumnType::Date => "Date",
        ColumnType::Time(_) => "Time",
        ColumnType::Timestamp(_) => "Timestamp",
        ColumnType::TimestampTz(_) => "TimestampTz",
        ColumnType::UnsignedSmallInt => "UnsignedSmallInt",
        ColumnType::UnsignedInt => "UnsignedInt",
        ColumnType::UnsignedBigInt => "UnsignedBigInt",
        ColumnType::Interval => "Interval",
        ColumnType::Inet => "Inet",
        ColumnType::Cidr => "Cidr",
        ColumnType::MacAddr => "MacAddr",
        ColumnType::Bit(_) => "Bit",
        ColumnType::BitVarying(_) => "BitVarying",
        ColumnType::Range(_) => "Range",
        ColumnType::Array(_) => "Array",
        ColumnType::Json => "Json",
        ColumnType::Jsonb => "Jsonb",
        ColumnType::Uuid => "Uuid",
        ColumnType::Named(_) => "Named",
        ColumnType::Enumeration(_) => "Enumeration",
        ColumnType::Custom(_) => "Custom",
    }
}
