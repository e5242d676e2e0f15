use super::kinds::{
    Array, BigInt, Binary, Bit, BitVarying, Boolean, Char, Cidr, Custom, Date, Decimal, Double,
    Enumeration, Float, Inet, Int, Interval, Json, Jsonb, MacAddr, Named, Range, SmallInt, Text,
    Time, Timestamp, TimestampTz, UnsignedBigInt, UnsignedInt, UnsignedSmallInt, Uuid, Varchar,
};
use crate::schema::{DefaultValue, SqlText};

/// A value that can be the default of a column of kind `T`.
///
/// Each integer kind takes exactly one of Rust's integer types, so that a bare `0` is of the
/// column's own type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no default for a column of kind `{T}`",
    label = "this value is of another kind than the column",
    note = "give a value of the column's own kind, `now()`, `random_uuid()`, or SQL with `sql(\"…\")`"
)]
pub trait DefaultFor<T> {
    /// The default as a value of the schema.
    fn into_default(self) -> DefaultValue;
}

/// The moment of the INSERT.
#[derive(Debug, Clone, Copy)]
pub struct Now;

/// The moment of the INSERT, in the column's own kind; in UTC.
#[must_use]
pub const fn now() -> Now {
    Now
}

/// A new random UUID.
#[derive(Debug, Clone, Copy)]
pub struct RandomUuid;

/// A new random UUID for each row.
#[must_use]
pub const fn random_uuid() -> RandomUuid {
    RandomUuid
}

/// SQL as a person wrote it.
#[derive(Debug, Clone)]
pub struct SqlExpression(pub(super) SqlText);

/// An SQL expression: one text, or one for each dialect from [`by_dialect`](super::by_dialect).
pub fn sql(expression: impl Into<SqlText>) -> SqlExpression {
    SqlExpression(expression.into())
}

/// An exact number.
#[derive(Debug, Clone)]
pub struct Number(pub(super) String);

/// An exact number in its decimal digits: `number("12.50")`.
pub fn number(digits: impl Into<String>) -> Number {
    Number(digits.into())
}

// `do_not_recommend`: a list of the other kinds' values helps nobody, the trait's own message
// says what to write.
macro_rules! default_for {
    ($($value:ty => $($kind:ty),+ => |$it:pat_param| $make:expr;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl DefaultFor<$kind> for $value {
            fn into_default(self) -> DefaultValue {
                let $it = self;
                $make
            }
        }
    )+)*};
}

default_for! {
    i16 => SmallInt => |it| DefaultValue::Integer(it.into());
    i32 => Int => |it| DefaultValue::Integer(it.into());
    i64 => BigInt => |it| DefaultValue::Integer(it);
    u16 => UnsignedSmallInt => |it| DefaultValue::Integer(it.into());
    u32 => UnsignedInt, UnsignedBigInt => |it| DefaultValue::Integer(it.into());
    f32 => Float => |it| DefaultValue::Number(it.to_string());
    f64 => Double => |it| DefaultValue::Number(it.to_string());
    bool => Boolean => |it| DefaultValue::Boolean(it);
    Number => Decimal, Double, Float => |it| DefaultValue::Number(it.0);
    Now => Date, Time, Timestamp, TimestampTz => |_| DefaultValue::Now;
    RandomUuid => Uuid => |_| DefaultValue::RandomUuid;
}

macro_rules! text_default_for {
    ($($kind:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl DefaultFor<$kind> for &str {
            fn into_default(self) -> DefaultValue {
                DefaultValue::Text(self.to_owned())
            }
        }
    )*};
}

text_default_for!(
    Char,
    Varchar,
    Text,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Json,
    Jsonb,
    Uuid,
    Enumeration,
    Interval,
    Inet,
    Cidr,
    MacAddr,
    Bit,
    BitVarying,
    Range,
    Array,
    Named,
    Custom
);

#[diagnostic::do_not_recommend]
impl DefaultFor<Decimal> for &str {
    fn into_default(self) -> DefaultValue {
        DefaultValue::Number(self.to_owned())
    }
}

macro_rules! sql_default_for {
    ($($kind:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl DefaultFor<$kind> for SqlExpression {
            fn into_default(self) -> DefaultValue {
                DefaultValue::Expression(self.0)
            }
        }
    )*};
}

sql_default_for!(
    SmallInt,
    Int,
    BigInt,
    Float,
    Double,
    Decimal,
    Boolean,
    Char,
    Varchar,
    Text,
    Binary,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Json,
    Jsonb,
    Uuid,
    Enumeration,
    UnsignedSmallInt,
    UnsignedInt,
    UnsignedBigInt,
    Interval,
    Inet,
    Cidr,
    MacAddr,
    Bit,
    BitVarying,
    Range,
    Array,
    Named,
    Custom
);
