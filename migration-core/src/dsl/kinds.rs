//! One marker for each kind of column: the `T` of `Column<T>` and `Key<T>`.

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
    )*};
}

kinds! {
    /// A 16-bit integer; Rust's `i16`.
    SmallInt
    /// A 32-bit integer; Rust's `i32`.
    Int
    /// A 64-bit integer; Rust's `i64`.
    BigInt
    /// A 16-bit integer from 0 on; Rust's `u16`.
    UnsignedSmallInt
    /// A 32-bit integer from 0 on; Rust's `u32`.
    UnsignedInt
    /// A 64-bit integer from 0 on; Rust's `u64`, as far as `i64` goes.
    UnsignedBigInt
    /// A 4-byte floating-point number; Rust's `f32`.
    Float
    /// An 8-byte floating-point number; Rust's `f64`.
    Double
    /// An exact decimal number; its default is a text like `"0.00"`.
    Decimal
    /// True or false.
    Boolean
    /// A text of a fixed length.
    Char
    /// A text of a limited length.
    Varchar
    /// A text of any length.
    Text
    /// Bytes.
    Binary
    /// A calendar day.
    Date
    /// A time of day.
    Time
    /// A day and a time without a zone.
    Timestamp
    /// An instant.
    TimestampTz
    /// A JSON text.
    Json
    /// JSON in the server's indexable form.
    Jsonb
    /// A UUID.
    Uuid
    /// One of a list of names.
    Enumeration
    /// A length of time.
    Interval
    /// The address of a host or a network.
    Inet
    /// The address of a network.
    Cidr
    /// The address of a network card.
    MacAddr
    /// Exactly so many bits.
    Bit
    /// At most so many bits.
    BitVarying
    /// A range of values.
    Range
    /// A list of values.
    Array
    /// A type that a migration created.
    Named
    /// A type named in SQL.
    Custom
}
