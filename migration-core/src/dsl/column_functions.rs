use super::column::Column;
use super::kinds;
use super::types;
use crate::schema::SqlText;

macro_rules! column_functions {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*) -> $kind:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(name: impl Into<String> $(, $arg: $ty)*) -> Column<kinds::$kind> {
            Column::of(name, types::$name($($arg),*))
        }
    )*};
}

column_functions! {
    /// A 16-bit integer column.
    small_int() -> SmallInt;
    /// A 32-bit integer column.
    int() -> Int;
    /// A 64-bit integer column.
    big_int() -> BigInt;
    /// A column of 4-byte floating-point numbers.
    float() -> Float;
    /// A column of 8-byte floating-point numbers.
    double() -> Double;
    /// A column of exact numbers: `precision` digits, `scale` of them behind the point.
    decimal(precision: u16, scale: u16) -> Decimal;
    /// A column of true and false.
    boolean() -> Boolean;
    /// A text column of exactly `length` characters.
    char(length: u32) -> Char;
    /// A text column of at most `length` characters.
    varchar(length: u32) -> Varchar;
    /// A text column of any length.
    text() -> Text;
    /// A column of bytes.
    binary() -> Binary;
    /// A column of days.
    date() -> Date;
    /// A column of times of day.
    time() -> Time;
    /// A column of days and times without a zone.
    timestamp() -> Timestamp;
    /// A column of instants.
    timestamp_tz() -> TimestampTz;
    /// A JSON column, kept as written where the server can.
    json() -> Json;
    /// A JSON column in the server's indexable form.
    jsonb() -> Jsonb;
    /// A UUID column.
    uuid() -> Uuid;
}

/// A column that holds one of these values.
pub fn enumeration<V: Into<String>>(
    name: impl Into<String>,
    values: impl IntoIterator<Item = V>,
) -> Column<kinds::Enumeration> {
    Column::of(name, types::enumeration("", values))
}

/// A column of a type named in SQL: one name, or one for each dialect.
pub fn custom(name: impl Into<String>, ty: impl Into<SqlText>) -> Column<kinds::Custom> {
    Column::of(name, types::custom(ty))
}
