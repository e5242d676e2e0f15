use std::fmt;

use super::SqlText;

/// What a column holds. Each type has a storage type on every dialect that loses nothing.
///
/// | type | SQLite | PostgreSQL | MySQL/MariaDB |
/// |---|---|---|---|
/// | `SmallInt`, `Int`, `BigInt` | `SMALLINT`, `INTEGER`, `BIGINT` | `smallint`, `integer`, `bigint` | `SMALLINT`, `INT`, `BIGINT` |
/// | `Float`, `Double` | `FLOAT`, `DOUBLE` (8-byte reals) | `real`, `double precision` | `FLOAT`, `DOUBLE` |
/// | `Decimal(p,s)` | `DECIMAL_TEXT(p,s)`: kept as text, every digit | `numeric(p,s)` | `DECIMAL(p,s)` |
/// | `Boolean` | `BOOLEAN` (0 or 1) | `boolean` | `BOOLEAN` |
/// | `Char(n)`, `Varchar(n)`, `Text` | `CHAR(n)`, `VARCHAR(n)`, `TEXT` | `char(n)`, `varchar(n)`, `text` | `CHAR(n)`, `VARCHAR(n)`, `LONGTEXT` |
/// | `Binary` | `BLOB` | `bytea` | `LONGBLOB` |
/// | `Date`, `Time` | `DATE_TEXT`, `TIME_TEXT` | `date`, `time` | `DATE`, `TIME(6)` |
/// | `Timestamp` | `TIMESTAMP_TEXT` | `timestamp` | `DATETIME(6)` |
/// | `TimestampTz` (an instant) | `TIMESTAMPTZ_TEXT`, in UTC | `timestamptz` | `DATETIME(6)`, in UTC: `TIMESTAMP` ends in 2038 |
/// | `Json`, `Jsonb` | `JSON_TEXT` | `json`, `jsonb` | `JSON` |
/// | `Uuid` | `UUID_TEXT` | `uuid` | `CHAR(36)` in ASCII |
/// | `Enumeration` | `TEXT` with a check | an enum type of that name | `ENUM(…)` |
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnType {
    /// A 16-bit integer.
    SmallInt,
    /// A 32-bit integer.
    Int,
    /// A 64-bit integer.
    BigInt,
    /// A 4-byte floating-point number.
    Float,
    /// An 8-byte floating-point number.
    Double,
    /// An exact number of `precision` digits, `scale` of them behind the point.
    Decimal {
        /// All digits.
        precision: u16,
        /// Digits behind the decimal point.
        scale: u16,
    },
    /// True or false.
    Boolean,
    /// A text of exactly this many characters.
    Char(u32),
    /// A text of at most this many characters.
    Varchar(u32),
    /// A text of any length.
    Text,
    /// Bytes of any length.
    Binary,
    /// A calendar day.
    Date,
    /// A time of day, to the microsecond.
    Time,
    /// A day and a time without a zone, to the microsecond.
    Timestamp,
    /// An instant, to the microsecond.
    TimestampTz,
    /// A JSON text, kept as written where the server can.
    Json,
    /// JSON in the server's indexable form where it has one.
    Jsonb,
    /// A UUID.
    Uuid,
    /// One of a list of names.
    Enumeration {
        /// The name of the type on servers where an enumeration is a type of its own.
        name: String,
        /// The allowed values, in order.
        values: Vec<String>,
    },
    /// A type named in SQL, for each dialect.
    Custom(SqlText),
}

impl ColumnType {
    /// Whether a foreign key may join columns of these two types.
    #[must_use]
    pub fn can_reference(&self, other: &Self) -> bool {
        match (self, other) {
            // Lengths may differ, and what a person named in SQL can't be judged here.
            (Self::Varchar(_), Self::Varchar(_))
            | (Self::Char(_), Self::Char(_))
            | (Self::Custom(_), _)
            | (_, Self::Custom(_)) => true,
            (a, b) => a == b,
        }
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SmallInt => f.write_str("small_int"),
            Self::Int => f.write_str("int"),
            Self::BigInt => f.write_str("big_int"),
            Self::Float => f.write_str("float"),
            Self::Double => f.write_str("double"),
            Self::Decimal { precision, scale } => write!(f, "decimal({precision},{scale})"),
            Self::Boolean => f.write_str("boolean"),
            Self::Char(n) => write!(f, "char({n})"),
            Self::Varchar(n) => write!(f, "varchar({n})"),
            Self::Text => f.write_str("text"),
            Self::Binary => f.write_str("binary"),
            Self::Date => f.write_str("date"),
            Self::Time => f.write_str("time"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::TimestampTz => f.write_str("timestamp_tz"),
            Self::Json => f.write_str("json"),
            Self::Jsonb => f.write_str("jsonb"),
            Self::Uuid => f.write_str("uuid"),
            Self::Enumeration { name, values } => write!(f, "{name}({})", values.join(", ")),
            Self::Custom(sql) => f.write_str(sql.summary()),
        }
    }
}
