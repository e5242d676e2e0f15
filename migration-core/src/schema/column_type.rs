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
/// | `UnsignedSmallInt`, `UnsignedInt`, `UnsignedBigInt` | – | – | `SMALLINT UNSIGNED`, `INT UNSIGNED`, `BIGINT UNSIGNED` |
/// | `Date`, `Time(p)` | `DATE_TEXT`, `TIME_TEXT` | `date`, `time` | `DATE`, `TIME(p)` |
/// | `Timestamp(p)` | `TIMESTAMP_TEXT` | `timestamp` | `DATETIME(p)` |
/// | `TimestampTz(p)` (an instant) | `TIMESTAMPTZ_TEXT`, in UTC | `timestamptz` | `DATETIME(p)`, in UTC: `TIMESTAMP` ends in 2038 |
/// | `Json`, `Jsonb` | `JSON_TEXT` | `json`, `jsonb` | `JSON` |
/// | `Uuid` | `UUID_TEXT` | `uuid` | `CHAR(36)` in ASCII |
/// | `Bit(n)`, `BitVarying(n)` | – | `bit(n)`, `bit varying(n)` | `BIT(n)`, – |
/// | `Interval`, `Inet`, `Cidr`, `MacAddr`, `Range`, `Array` | – | `interval`, `inet`, `cidr`, `macaddr`, `int4range` …, `integer[]` … | – |
/// | `Enumeration` | `TEXT` with a check | an enum type of that name | `ENUM(…)` |
/// | `Named` | as the type it names | a type that a migration created | as the type it names |
///
/// `p` is how many digits a second has behind its point, 6 where it is not said. A dash means
/// that the dialect refuses the type, with the way out: none of its own keeps every value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ColumnType {
    /// A 16-bit integer.
    SmallInt,
    /// A 32-bit integer.
    Int,
    /// A 64-bit integer.
    BigInt,
    /// A 16-bit integer from 0 on.
    UnsignedSmallInt,
    /// A 32-bit integer from 0 on.
    UnsignedInt,
    /// A 64-bit integer from 0 on.
    UnsignedBigInt,
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
    /// A time of day, with this many digits behind the second's point: 0 to 6.
    Time(u8),
    /// A day and a time without a zone, with this many digits behind the second's point.
    Timestamp(u8),
    /// An instant, with this many digits behind the second's point.
    TimestampTz(u8),
    /// A length of time.
    Interval,
    /// A JSON text, kept as written where the server can.
    Json,
    /// JSON in the server's indexable form where it has one.
    Jsonb,
    /// A UUID.
    Uuid,
    /// The address of a host or a network.
    Inet,
    /// The address of a network.
    Cidr,
    /// The address of a network card.
    MacAddr,
    /// Exactly this many bits.
    Bit(u32),
    /// At most this many bits.
    BitVarying(u32),
    /// A range of values.
    Range(RangeOf),
    /// A list of values of one type.
    Array(Box<ColumnType>),
    /// One of a list of names.
    Enumeration(Box<Enumeration>),
    /// A type that a migration created: an enumeration, a domain or a composite.
    Named(String),
    /// A type named in SQL, for each dialect.
    Custom(SqlText),
}

/// One of a list of names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Enumeration {
    /// The name of the type on servers where an enumeration is a type of its own.
    pub name: String,
    /// The allowed values, in order.
    pub values: Vec<String>,
    /// What it is for, of one that is created by itself. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// What a range is a range of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum RangeOf {
    /// 32-bit integers.
    Int,
    /// 64-bit integers.
    BigInt,
    /// Exact numbers.
    Decimal,
    /// Calendar days.
    Date,
    /// Days and times without a zone.
    Timestamp,
    /// Instants.
    TimestampTz,
}

impl RangeOf {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Int,
        Self::BigInt,
        Self::Decimal,
        Self::Date,
        Self::Timestamp,
        Self::TimestampTz,
    ];

    /// PostgreSQL's name of the type.
    #[must_use]
    pub const fn as_sql(self) -> &'static str {
        match self {
            Self::Int => "int4range",
            Self::BigInt => "int8range",
            Self::Decimal => "numrange",
            Self::Date => "daterange",
            Self::Timestamp => "tsrange",
            Self::TimestampTz => "tstzrange",
        }
    }
}

impl ColumnType {
    /// An enumeration of these values.
    #[must_use]
    pub fn enumeration(name: impl Into<String>, values: Vec<String>) -> Self {
        Self::Enumeration(Box::new(Enumeration {
            name: name.into(),
            values,
            comment: None,
        }))
    }

    /// The enumeration it is, if it is one.
    #[must_use]
    pub fn as_enumeration(&self) -> Option<&Enumeration> {
        match self {
            Self::Enumeration(enumeration) => Some(enumeration),
            _ => None,
        }
    }

    /// Whether it is a type that was created under this name, or a list of such values.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        match self {
            Self::Array(of) => of.is_named(name),
            Self::Named(other) => other == name,
            _ => false,
        }
    }

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
            Self::UnsignedSmallInt => f.write_str("unsigned_small_int"),
            Self::UnsignedInt => f.write_str("unsigned_int"),
            Self::UnsignedBigInt => f.write_str("unsigned_big_int"),
            Self::Float => f.write_str("float"),
            Self::Double => f.write_str("double"),
            Self::Decimal { precision, scale } => write!(f, "decimal({precision},{scale})"),
            Self::Boolean => f.write_str("boolean"),
            Self::Char(n) => write!(f, "char({n})"),
            Self::Varchar(n) => write!(f, "varchar({n})"),
            Self::Text => f.write_str("text"),
            Self::Binary => f.write_str("binary"),
            Self::Date => f.write_str("date"),
            Self::Time(p) => to_the_second(f, "time", *p),
            Self::Timestamp(p) => to_the_second(f, "timestamp", *p),
            Self::TimestampTz(p) => to_the_second(f, "timestamp_tz", *p),
            Self::Interval => f.write_str("interval"),
            Self::Inet => f.write_str("inet"),
            Self::Cidr => f.write_str("cidr"),
            Self::MacAddr => f.write_str("mac_addr"),
            Self::Bit(n) => write!(f, "bit({n})"),
            Self::BitVarying(n) => write!(f, "bit_varying({n})"),
            Self::Range(of) => f.write_str(of.as_sql()),
            Self::Array(of) => write!(f, "array({of})"),
            Self::Json => f.write_str("json"),
            Self::Jsonb => f.write_str("jsonb"),
            Self::Uuid => f.write_str("uuid"),
            Self::Enumeration(of) => write!(f, "{}({})", of.name, of.values.join(", ")),
            Self::Named(name) => f.write_str(name),
            Self::Custom(sql) => f.write_str(sql.summary()),
        }
    }
}

/// A type whose precision is 6 where it is not said.
fn to_the_second(f: &mut fmt::Formatter<'_>, name: &str, precision: u8) -> fmt::Result {
    match precision {
        6 => f.write_str(name),
        precision => write!(f, "{name}({precision})"),
    }
}
