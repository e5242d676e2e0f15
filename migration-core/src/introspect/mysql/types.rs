//! The types of columns, as the server prints them.

use super::DIALECT;
use super::printed;
use crate::operation::enumeration_name;
use crate::schema::{ColumnType, SqlText};

/// The type that is stored so; what there is no type for is kept as it is printed. Display
/// widths of integers say nothing, except for a boolean's.
pub(super) fn of(table: &str, column: &str, printed: &str, charset: Option<&str>) -> ColumnType {
    let (name, arguments, rest) = parts(printed);
    let numbers: Vec<u32> = arguments
        .map(|all| {
            all.split(',')
                .filter_map(|n| n.trim().parse().ok())
                .collect()
        })
        .unwrap_or_default();
    let precision = || u8::try_from(numbers.first().copied().unwrap_or(0)).unwrap_or(0);
    let known = match (name, rest) {
        ("tinyint", "") if numbers == [1] => Some(ColumnType::Boolean),
        ("smallint", "") => Some(ColumnType::SmallInt),
        ("int", "") => Some(ColumnType::Int),
        ("bigint", "") => Some(ColumnType::BigInt),
        ("smallint", "unsigned") => Some(ColumnType::UnsignedSmallInt),
        ("int", "unsigned") => Some(ColumnType::UnsignedInt),
        ("bigint", "unsigned") => Some(ColumnType::UnsignedBigInt),
        ("float", "") if arguments.is_none() => Some(ColumnType::Float),
        ("double", "") if arguments.is_none() => Some(ColumnType::Double),
        ("decimal", "") => match numbers[..] {
            [precision, scale] => Some(ColumnType::Decimal {
                precision: u16::try_from(precision).unwrap_or(u16::MAX),
                scale: u16::try_from(scale).unwrap_or(u16::MAX),
            }),
            _ => None,
        },
        ("char", "") if numbers == [36] && charset == Some("ascii") => Some(ColumnType::Uuid),
        ("char", "") => numbers.first().map(|n| ColumnType::Char(*n)),
        ("varchar", "") => numbers.first().map(|n| ColumnType::Varchar(*n)),
        ("longtext", "") => Some(ColumnType::Text),
        ("longblob", "") => Some(ColumnType::Binary),
        ("date", "") => Some(ColumnType::Date),
        ("time", "") => Some(ColumnType::Time(precision())),
        ("datetime", "") => Some(ColumnType::Timestamp(precision())),
        ("bit", "") => numbers.first().map(|n| ColumnType::Bit(*n)),
        ("json", "") => Some(ColumnType::Json),
        ("enum", "") => arguments
            .and_then(printed::literals)
            .map(|values| ColumnType::enumeration(enumeration_name(table, column), values)),
        _ => None,
    };
    known.unwrap_or_else(|| {
        let is_integer = ["tinyint", "smallint", "mediumint", "int", "bigint"].contains(&name);
        let printed = match rest {
            "" if is_integer && (name, &numbers[..]) != ("tinyint", &[1]) => name.to_owned(),
            "unsigned" if is_integer => format!("{name} unsigned"),
            _ => printed.to_owned(),
        };
        ColumnType::Custom(SqlText::only(DIALECT, printed))
    })
}

/// `decimal(10,2) unsigned` as its name, what stands in parentheses, and the rest.
fn parts(printed: &str) -> (&str, Option<&str>, &str) {
    let Some((name, rest)) = printed.split_once('(') else {
        return printed
            .split_once(' ')
            .map_or((printed, None, ""), |(name, rest)| (name, None, rest));
    };
    match rest.rsplit_once(')') {
        Some((arguments, rest)) => (name, Some(arguments), rest.trim()),
        None => (printed, None, ""),
    }
}

/// Whether bare digits are a literal of the type.
pub(super) fn is_number(ty: &ColumnType, printed: &str) -> bool {
    match ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt
        | ColumnType::Float
        | ColumnType::Double
        | ColumnType::Decimal { .. }
        | ColumnType::Boolean => true,
        ColumnType::Custom(_) => {
            let (name, ..) = parts(printed);
            matches!(
                name,
                "tinyint"
                    | "smallint"
                    | "mediumint"
                    | "int"
                    | "bigint"
                    | "float"
                    | "double"
                    | "decimal"
                    | "year"
            )
        }
        _ => false,
    }
}

/// Whether values are bytes, whose defaults the catalogue does not tell whole.
pub(super) fn is_binary(printed: &str) -> bool {
    let (name, ..) = parts(printed);
    name.ends_with("binary") || name.ends_with("blob")
}
