//! Column types without a column, for `alter_column(…).set_type(…)`.

use crate::schema::{ColumnType, SqlText};

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
    time => Time;
    timestamp => Timestamp;
    timestamp_tz => TimestampTz;
    json => Json;
    jsonb => Jsonb;
    uuid => Uuid;
}

/// [`ColumnType::Decimal`]
#[must_use]
pub const fn decimal(precision: u16, scale: u16) -> ColumnType {
    ColumnType::Decimal { precision, scale }
}

/// [`ColumnType::Char`]
#[must_use]
pub const fn char(length: u32) -> ColumnType {
    ColumnType::Char(length)
}

/// [`ColumnType::Varchar`]
#[must_use]
pub const fn varchar(length: u32) -> ColumnType {
    ColumnType::Varchar(length)
}

/// [`ColumnType::Enumeration`]: the type's name on servers where it is a type of its own, and its values.
pub fn enumeration<V: Into<String>>(
    name: impl Into<String>,
    values: impl IntoIterator<Item = V>,
) -> ColumnType {
    ColumnType::Enumeration {
        name: name.into(),
        values: values.into_iter().map(Into::into).collect(),
    }
}

/// [`ColumnType::Custom`]
pub fn custom(ty: impl Into<SqlText>) -> ColumnType {
    ColumnType::Custom(ty.into())
}
