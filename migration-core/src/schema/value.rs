use super::SqlText;

/// A value in a row that a migration writes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Value {
    /// None.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, in its decimal digits: never rounded on the way.
    Number(String),
    /// A text, or anything that is written as one: a date, JSON, a UUID.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An SQL expression.
    Expression(SqlText),
}

macro_rules! values {
    ($($from:ty => |$value:ident| $into:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $into
            }
        }
    )*};
}

values! {
    bool => |value| Self::Boolean(value);
    i32 => |value| Self::Integer(i64::from(value));
    i64 => |value| Self::Integer(value);
    f64 => |value| Self::Number(value.to_string());
    &str => |value| Self::Text(value.to_owned());
    String => |value| Self::Text(value);
    Vec<u8> => |value| Self::Bytes(value);
    SqlText => |value| Self::Expression(value);
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
