use crate::schema::ColumnType;

/// Whether every value of the one type is one of the other, and comes back from it.
///
/// Only what is known to keep every value is told so; a type of a person's own is not known.
pub(super) fn keeps_values(from: &ColumnType, to: &ColumnType) -> bool {
    use ColumnType as T;
    if from == to {
        return true;
    }
    match (from, to) {
        (T::SmallInt, T::Int | T::BigInt | T::Float | T::Double)
        | (T::Int, T::BigInt | T::Double)
        | (
            T::UnsignedSmallInt,
            T::Int | T::BigInt | T::UnsignedInt | T::UnsignedBigInt | T::Float | T::Double,
        )
        | (T::UnsignedInt, T::BigInt | T::UnsignedBigInt | T::Double)
        | (T::Float, T::Double)
        | (T::Boolean, T::SmallInt | T::Int | T::BigInt)
        | (T::Date, T::Timestamp(_))
        | (T::Char(_) | T::Varchar(_) | T::Enumeration(_), T::Text)
        | (T::Json | T::Jsonb, T::Text)
        | (T::Jsonb, T::Json)
        | (T::Cidr, T::Inet)
        | (T::Inet | T::Cidr | T::MacAddr, T::Text) => true,
        (whole, T::Decimal { precision, scale }) if digits(whole).is_some() => {
            digits(whole).is_some_and(|digits| precision.saturating_sub(*scale) >= digits)
        }
        (
            T::Decimal { precision, scale },
            T::Decimal {
                precision: wider,
                scale: finer,
            },
        ) => finer >= scale && wider.saturating_sub(*finer) >= precision.saturating_sub(*scale),
        (whole, T::Text) if digits(whole).is_some() => true,
        (T::Decimal { .. } | T::Boolean | T::Date | T::Uuid, T::Text) => true,
        (T::Uuid, T::Char(length) | T::Varchar(length)) => *length >= 36,
        (T::Char(from) | T::Varchar(from), T::Varchar(to)) | (T::Char(from), T::Char(to)) => {
            to >= from
        }
        (T::Time(from), T::Time(to))
        | (T::Timestamp(from), T::Timestamp(to))
        | (T::TimestampTz(from), T::TimestampTz(to)) => to >= from,
        (T::Bit(from) | T::BitVarying(from), T::BitVarying(to)) => to >= from,
        (T::Enumeration(from), T::Enumeration(to)) => {
            from.values.iter().all(|value| to.values.contains(value))
        }
        (T::Enumeration(from), T::Varchar(length)) => from
            .values
            .iter()
            .all(|value| value.chars().count() <= *length as usize),
        (T::Array(from), T::Array(to)) => keeps_values(from, to),
        _ => false,
    }
}

/// How many digits a whole number of this type may have.
const fn digits(ty: &ColumnType) -> Option<u16> {
    match ty {
        ColumnType::SmallInt | ColumnType::UnsignedSmallInt => Some(5),
        ColumnType::Int | ColumnType::UnsignedInt => Some(10),
        ColumnType::BigInt => Some(19),
        ColumnType::UnsignedBigInt => Some(20),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ColumnType as T;

    #[test]
    fn a_wider_type_keeps_what_a_narrower_one_loses() {
        let decimal = |precision, scale| T::Decimal { precision, scale };
        let of = |values: &[&str]| {
            T::enumeration(
                "e",
                values.iter().map(|value| (*value).to_owned()).collect(),
            )
        };
        for (narrow, wide) in [
            (T::SmallInt, T::Int),
            (T::Int, T::BigInt),
            (T::UnsignedInt, T::BigInt),
            (T::Int, decimal(10, 0)),
            (T::BigInt, T::Text),
            (T::Float, T::Double),
            (decimal(10, 2), decimal(12, 4)),
            (T::Varchar(80), T::Varchar(200)),
            (T::Varchar(80), T::Text),
            (T::Timestamp(0), T::Timestamp(6)),
            (T::Date, T::Timestamp(6)),
            (T::Uuid, T::Varchar(36)),
            (of(&["a"]), of(&["b", "a"])),
            (of(&["abc"]), T::Varchar(3)),
            (T::Array(Box::new(T::Int)), T::Array(Box::new(T::BigInt))),
        ] {
            assert!(keeps_values(&narrow, &wide), "{narrow} to {wide}");
            assert!(keeps_values(&narrow, &narrow), "{narrow}");
            assert!(!keeps_values(&wide, &narrow), "{wide} to {narrow}");
        }
        for (from, to) in [
            (decimal(10, 2), decimal(10, 4)),
            (T::Int, decimal(10, 2)),
            (T::BigInt, T::Double),
            (T::Int, T::Float),
            (T::Varchar(10), T::Char(10)),
            (T::Uuid, T::Varchar(35)),
            (T::Text, T::Int),
            (of(&["abc"]), T::Varchar(2)),
            (T::Json, T::Jsonb),
        ] {
            assert!(!keeps_values(&from, &to), "{from} to {to}");
        }
    }
}
