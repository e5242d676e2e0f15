use super::SqlText;

/// What a column gets where an INSERT names no value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum DefaultValue {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, in its decimal digits (`-12.50`): never rounded on the way.
    Number(String),
    /// A text.
    Text(String),
    /// The moment of the INSERT, in the column's own kind (date, time or timestamp).
    Now,
    /// A new random UUID.
    RandomUuid,
    /// An SQL expression.
    Expression(SqlText),
}
