use super::column::Column;
use super::kinds;
use super::types;
use crate::schema::{ColumnType, RangeOf, SqlText};

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
    /// A column of times of day with this many digits behind the second's point.
    time_with(precision: u8) -> Time;
    /// A column of days and times without a zone, with this many digits behind the second's point.
    timestamp_with(precision: u8) -> Timestamp;
    /// A column of instants with this many digits behind the second's point.
    timestamp_tz_with(precision: u8) -> TimestampTz;
    /// A column of 16-bit integers from 0 on: MySQL and MariaDB.
    unsigned_small_int() -> UnsignedSmallInt;
    /// A column of 32-bit integers from 0 on: MySQL and MariaDB.
    unsigned_int() -> UnsignedInt;
    /// A column of 64-bit integers from 0 on: MySQL and MariaDB.
    unsigned_big_int() -> UnsignedBigInt;
    /// A column of lengths of time: PostgreSQL.
    interval() -> Interval;
    /// A column of addresses of hosts or networks: PostgreSQL.
    inet() -> Inet;
    /// A column of addresses of networks: PostgreSQL.
    cidr() -> Cidr;
    /// A column of addresses of network cards: PostgreSQL.
    mac_addr() -> MacAddr;
    /// A column of exactly `length` bits.
    bit(length: u32) -> Bit;
    /// A column of at most `length` bits: PostgreSQL.
    bit_varying(length: u32) -> BitVarying;
    /// A column of ranges: PostgreSQL.
    range(of: RangeOf) -> Range;
    /// A JSON column, kept as written where the server can.
    json() -> Json;
    /// A JSON column in the server's indexable form.
    jsonb() -> Jsonb;
    /// A UUID column.
    uuid() -> Uuid;
}

/// A column of lists of values of one type, from [`types`](super::types).
pub fn array(name: impl Into<String>, of: ColumnType) -> Column<kinds::Array> {
    Column::of(name, types::array(of))
}

/// A column of a type that a migration created: an enumeration, a domain or a composite.
pub fn named(name: impl Into<String>, ty: impl Into<String>) -> Column<kinds::Named> {
    Column::of(name, types::named(ty))
}

/// A column of amounts of money: 19 digits, 4 of them behind the point, never rounded.
pub fn money(name: impl Into<String>) -> Column<kinds::Decimal> {
    decimal(name, 19, 4)
}

/// A column of ULIDs in their 26 letters and digits, which sort by the time they were made.
pub fn ulid(name: impl Into<String>) -> Column<kinds::Char> {
    char(name, 26)
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
