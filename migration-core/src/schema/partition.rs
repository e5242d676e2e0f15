use super::{IndexPart, Value};

/// How a partitioned table tells which partition a row is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PartitionMethod {
    /// By where the key lies: each partition holds what is between two bounds.
    Range,
    /// By what the key is: each partition holds a list of values.
    List,
    /// By the remainder of the key's hash.
    Hash,
}

impl PartitionMethod {
    /// The SQL word.
    #[must_use]
    pub const fn as_sql(self) -> &'static str {
        match self {
            Self::Range => "RANGE",
            Self::List => "LIST",
            Self::Hash => "HASH",
        }
    }
}

/// What divides the rows of a table among its partitions: PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Partitioning {
    /// How.
    pub method: PartitionMethod,
    /// The columns and expressions of the key, in order. They have no direction.
    pub parts: Vec<IndexPart>,
}

/// The place of a table among the partitions of another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Partition {
    /// The partitioned table.
    pub parent: String,
    /// The rows it holds.
    pub bound: PartitionBound,
}

/// The rows that a partition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PartitionBound {
    /// Those whose key is at least the one and less than the other.
    Range {
        /// A value for each part of the key.
        from: Vec<BoundValue>,
        /// A value for each part of the key.
        to: Vec<BoundValue>,
    },
    /// Those whose key is one of these.
    List(Vec<Value>),
    /// Those whose key's hash leaves this remainder.
    Hash {
        /// What the hash is divided by.
        modulus: u32,
        /// What is left.
        remainder: u32,
    },
    /// Those that no other partition holds.
    Default,
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum BoundValue {
    /// Before all values: `MINVALUE`.
    Minimum,
    /// Behind all values: `MAXVALUE`.
    Maximum,
    /// A value.
    Value(Value),
}

impl<V: Into<Value>> From<V> for BoundValue {
    fn from(value: V) -> Self {
        Self::Value(value.into())
    }
}

impl PartitionBound {
    /// The rows from one key on, and before another:
    ///
    /// ```
    /// use migration_core::schema::{BoundValue, PartitionBound};
    ///
    /// let january = PartitionBound::range(["2026-01-01"], ["2026-02-01"]);
    /// let before = PartitionBound::range([BoundValue::Minimum], ["2026-01-01"]);
    /// ```
    pub fn range<F: Into<BoundValue>, T: Into<BoundValue>>(
        from: impl IntoIterator<Item = F>,
        to: impl IntoIterator<Item = T>,
    ) -> Self {
        Self::Range {
            from: from.into_iter().map(Into::into).collect(),
            to: to.into_iter().map(Into::into).collect(),
        }
    }

    /// The rows whose key is one of these.
    pub fn list<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }

    /// The rows whose key's hash, divided by `modulus`, leaves `remainder`.
    #[must_use]
    pub const fn hash(modulus: u32, remainder: u32) -> Self {
        Self::Hash { modulus, remainder }
    }
}
