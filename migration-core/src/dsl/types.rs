//! Column types without a column, for `alter_column(…).set_type(…)`.

use crate::schema::{ColumnType, RangeOf, SqlText};

macro_rules! plain {
    ($($name:ident => $variant:ident;)*) => {$(
        #[doc = concat!("[`ColumnType::", stringify!($variant), "`]")]
        #[must_use]
        pub const fn $name() -> ColumnType {
            ColumnType::$variant
        }
    )*};
}

plain! {
    small_int => SmallInt;
    int => Int;
    big_int => BigInt;
    float => Float;
    double => Double;
    boolean => Boolean;
    text => Text;
    binary => Binary;
    date => Date;
    unsigned_small_int => UnsignedSmallInt;
    unsigned_int => UnsignedInt;
    unsigned_big_int => UnsignedBigInt;
    interval => Interval;
    inet => Inet;
    cidr => Cidr;
    mac_addr => MacAddr;
    json => Json;
    jsonb => Jsonb;
    uuid => Uuid;
}

macro_rules! of_a_number {
    ($($(#[$doc:meta])* $name:ident($argument:ident: $ty:ty) => $variant:ident;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $name($argument: $ty) -> ColumnType {
            ColumnType::$variant($argument)
        }
    )*};
}

of_a_number! {
    /// [`ColumnType::Char`]
    char(length: u32) => Char;
    /// [`ColumnType::Varchar`]
    varchar(length: u32) => Varchar;
    /// [`ColumnType::Bit`]
    bit(length: u32) => Bit;
    /// [`ColumnType::BitVarying`]
    bit_varying(length: u32) => BitVarying;
    /// [`ColumnType::Time`] with this many digits behind the second's point.
    time_with(precision: u8) => Time;
    /// [`ColumnType::Timestamp`] with this many digits behind the second's point.
    timestamp_with(precision: u8) => Timestamp;
    /// [`ColumnType::TimestampTz`] with this many digits behind the second's point.
    timestamp_tz_with(precision: u8) => TimestampTz;
    /// [`ColumnType::Range`]
    range(of: RangeOf) => Range;
}

/// [`ColumnType::Time`], to the microsecond.
#[must_use]
pub const fn time() -> ColumnType {
    ColumnType::Time(6)
}

/// [`ColumnType::Timestamp`], to the microsecond.
#[must_use]
pub const fn timestamp() -> ColumnType {
    ColumnType::Timestamp(6)
}

/// [`ColumnType::TimestampTz`], to the microsecond.
#[must_use]
pub const fn timestamp_tz() -> ColumnType {
    ColumnType::TimestampTz(6)
}

/// [`ColumnType::Array`]
#[must_use]
pub fn array(of: ColumnType) -> ColumnType {
    ColumnType::Array(Box::new(of))
}

/// [`ColumnType::Named`]: a type that a migration created.
pub fn named(name: impl Into<String>) -> ColumnType {
    ColumnType::Named(name.into())
}

/// [`ColumnType::Decimal`]
#[must_use]
pub const fn decimal(precision: u16, scale: u16) -> ColumnType {
    ColumnType::Decimal { precision, scale }
}

/// [`ColumnType::Enumeration`]: the type's name on servers where it is a type of its own, and its values.
pub fn enumeration<V: Into<String>>(
    name: impl Into<String>,
    values: impl IntoIterator<Item = V>,
) -> ColumnType {
    ColumnType::enumeration(name, values.into_iter().map(Into::into).collect())
}

/// [`ColumnType::Custom`]
pub fn custom(ty: impl Into<SqlText>) -> ColumnType {
    ColumnType::Custom(ty.into())
}
