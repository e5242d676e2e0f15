use migration_core::operation::nearest;
use migration_core::schema::{ColumnType, RangeOf, SqlText};

use super::{Field, FieldType, Target};
use crate::generate::GenerateError;

/// The length of a `string` that names none.
const STRING_LENGTH: u32 = 255;

/// Type names, the first of each line being the one that messages show.
const NAMES: &[(&str, &[&str])] = &[
    ("string", &["varchar", "str"]),
    ("text", &["longtext", "clob"]),
    ("char", &[]),
    ("smallint", &["small_int", "int2", "short"]),
    ("int", &["integer", "int4"]),
    ("bigint", &["big_int", "int8", "long", "big_integer"]),
    ("float", &["real", "float4"]),
    ("double", &["float8", "double_precision"]),
    ("decimal", &["numeric"]),
    ("bool", &["boolean"]),
    ("bytes", &["binary", "blob", "bytea", "bytearray"]),
    ("date", &[]),
    ("time", &[]),
    ("timestamp", &["datetime", "naive_datetime"]),
    (
        "timestamptz",
        &[
            "timestamp_tz",
            "utc_datetime",
            "datetimetz",
            "timestamp_with_time_zone",
        ],
    ),
    ("json", &[]),
    ("jsonb", &[]),
    ("uuid", &["guid"]),
    ("ulid", &[]),
    ("money", &["currency", "amount"]),
    ("inet", &["ip", "ip_address"]),
    ("cidr", &[]),
    ("macaddr", &["mac_addr"]),
    ("interval", &["duration"]),
    ("bit", &[]),
    ("varbit", &["bit_varying"]),
    ("range", &[]),
    ("array", &[]),
    ("named", &["type"]),
    ("enum", &["enumeration"]),
    ("references", &["belongs_to", "reference", "ref"]),
    ("custom", &[]),
];

/// The name that messages use for a type, whichever of its names was typed.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    NAMES
        .iter()
        .find(|(canonical, others)| *canonical == name || others.contains(&name.as_str()))
        .map(|(canonical, _)| *canonical)
}

/// A type's word taken apart: `decimal{5,2}!` → `decimal`, `5`, `2`, `!`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TypeWord {
    pub(super) name: String,
    pub(super) args: Vec<String>,
    /// `!`, `?`, `^` and `[]`, as typed.
    pub(super) marks: String,
}

pub(super) fn take_apart(part: &str) -> TypeWord {
    let core = part.trim_end_matches(['!', '?', '^']);
    let scalar = core.trim_end_matches("[]");
    let marks = part[scalar.len()..].to_owned();
    let core = scalar;
    let end = core.find(['{', '(', '.']).unwrap_or(core.len());
    let (name, rest) = core.split_at(end);
    let inner = match rest.chars().next() {
        Some('{') => rest[1..].strip_suffix('}').unwrap_or(&rest[1..]),
        Some('(') => rest[1..].strip_suffix(')').unwrap_or(&rest[1..]),
        Some(_) => &rest[1..],
        None => "",
    };
    let args = if rest.is_empty() {
        Vec::new()
    } else if name.eq_ignore_ascii_case("custom") {
        vec![inner.to_owned()]
    } else if rest.starts_with('.') {
        inner.split('.').map(|arg| arg.trim().to_owned()).collect()
    } else {
        inner.split(',').map(|arg| arg.trim().to_owned()).collect()
    };
    TypeWord {
        name: name.to_owned(),
        args,
        marks,
    }
}

pub(super) fn field_type(word: &str, ty: &TypeWord) -> Result<FieldType, GenerateError> {
    let Some(name) = canonical(&ty.name) else {
        return Err(unknown(word, &ty.name));
    };
    let no_args = |plain: ColumnType| match ty.args.first() {
        None => Ok(FieldType::Plain(plain)),
        Some(arg) => Err(GenerateError::usage(
            format!("{word:?}: the type {name} takes no {arg:?}"),
            "string, char, decimal and enum take values after a point: string.120, decimal.5.2",
        )),
    };
    match name {
        "string" => match ty.args.as_slice() {
            [] => Ok(FieldType::Plain(ColumnType::Varchar(STRING_LENGTH))),
            [length] => Ok(FieldType::Plain(ColumnType::Varchar(number(word, length)?))),
            _ => Err(arguments(word, name, "one length", "string.120")),
        },
        "char" => match ty.args.as_slice() {
            [length] => Ok(FieldType::Plain(ColumnType::Char(number(word, length)?))),
            _ => Err(arguments(word, name, "one length", "char.2")),
        },
        "decimal" => {
            let (precision, scale) = match ty.args.as_slice() {
                [precision] => (number(word, precision)?, 0),
                [precision, scale] => (number(word, precision)?, number(word, scale)?),
                _ => {
                    return Err(arguments(
                        word,
                        name,
                        "its digits, and how many of them stand behind the point",
                        "decimal.12.2",
                    ));
                }
            };
            Ok(FieldType::Plain(ColumnType::Decimal { precision, scale }))
        }
        "enum" => Ok(FieldType::Enumeration(ty.args.clone())),
        "references" => match ty.args.as_slice() {
            [] => Ok(FieldType::Reference(None)),
            [one] if one == "polymorphic" => Ok(FieldType::Polymorphic),
            args => Ok(FieldType::Reference(Some(Target::parse(&args.join("."))))),
        },
        "custom" => match ty.args.as_slice() {
            [sql] if !sql.trim().is_empty() => Ok(FieldType::Plain(ColumnType::Custom(
                SqlText::from(sql.trim()),
            ))),
            _ => Err(arguments(
                word,
                name,
                "the SQL of the type",
                "'custom(tsvector)'",
            )),
        },
        "text" => no_args(ColumnType::Text),
        "smallint" => no_args(ColumnType::SmallInt),
        "int" => no_args(ColumnType::Int),
        "bigint" => no_args(ColumnType::BigInt),
        "float" => no_args(ColumnType::Float),
        "double" => no_args(ColumnType::Double),
        "bool" => no_args(ColumnType::Boolean),
        "bytes" => no_args(ColumnType::Binary),
        "date" => no_args(ColumnType::Date),
        "time" => precision(word, name, &ty.args).map(|p| FieldType::Plain(ColumnType::Time(p))),
        "timestamp" => {
            precision(word, name, &ty.args).map(|p| FieldType::Plain(ColumnType::Timestamp(p)))
        }
        "timestamptz" => {
            precision(word, name, &ty.args).map(|p| FieldType::Plain(ColumnType::TimestampTz(p)))
        }
        "ulid" => no_args(ColumnType::Char(26)),
        "money" => no_args(ColumnType::Decimal {
            precision: 19,
            scale: 4,
        }),
        "inet" => no_args(ColumnType::Inet),
        "cidr" => no_args(ColumnType::Cidr),
        "macaddr" => no_args(ColumnType::MacAddr),
        "interval" => no_args(ColumnType::Interval),
        "bit" | "varbit" => match ty.args.as_slice() {
            [length] if name == "bit" => {
                Ok(FieldType::Plain(ColumnType::Bit(number(word, length)?)))
            }
            [length] => Ok(FieldType::Plain(ColumnType::BitVarying(number(
                word, length,
            )?))),
            _ => Err(arguments(word, name, "how many bits", &format!("{name}.8"))),
        },
        "range" => match ty.args.as_slice() {
            [of] => range(word, of),
            _ => Err(arguments(
                word,
                name,
                "what it is a range of",
                "range.timestamptz",
            )),
        },
        "named" => match ty.args.as_slice() {
            [] => Err(arguments(word, name, "the name of the type", "named.mood")),
            args => Ok(FieldType::Plain(ColumnType::Named(args.join(".")))),
        },
        "json" => no_args(ColumnType::Json),
        "jsonb" => no_args(ColumnType::Jsonb),
        "uuid" => no_args(ColumnType::Uuid),
        _ => Err(unknown(word, &ty.name)),
    }
}

/// How many digits a second has behind its point.
fn precision(word: &str, name: &str, args: &[String]) -> Result<u8, GenerateError> {
    match args {
        [] => Ok(6),
        [digits] => number(word, digits),
        _ => Err(arguments(
            word,
            name,
            "how many digits a second has behind its point, 6 if nothing is said",
            &format!("{name}.3"),
        )),
    }
}

fn range(word: &str, of: &str) -> Result<FieldType, GenerateError> {
    let of = match canonical(of) {
        Some("int") => RangeOf::Int,
        Some("bigint") => RangeOf::BigInt,
        Some("decimal") => RangeOf::Decimal,
        Some("date") => RangeOf::Date,
        Some("timestamp") => RangeOf::Timestamp,
        Some("timestamptz") => RangeOf::TimestampTz,
        _ => {
            return Err(GenerateError::usage(
                format!("{word:?}: there are no ranges of {of:?}"),
                "say int, bigint, decimal, date, timestamp or timestamptz",
            ));
        }
    };
    Ok(FieldType::Plain(ColumnType::Range(of)))
}

/// The type with what modifiers say of it.
pub(super) fn modified(field: &Field) -> Result<Option<FieldType>, GenerateError> {
    let Some(ty) = &field.ty else {
        let is_said = field.unsigned || field.dimensions > 0;
        return match is_said {
            true => Err(GenerateError::usage(
                format!("{:?} names no type", field.word),
                "write it behind the name: count:int:unsigned, tags:string[]",
            )),
            false => Ok(None),
        };
    };
    let FieldType::Plain(ty) = ty else {
        return match (field.unsigned, field.dimensions) {
            (false, 0) => Ok(Some(ty.clone())),
            _ => Err(GenerateError::usage(
                format!(
                    "{:?}: only a plain type is unsigned or an array",
                    field.word
                ),
                "leave it out, or create the type and name it: moods:named.mood[]",
            )),
        };
    };
    let mut ty = ty.clone();
    if field.unsigned {
        ty = match ty {
            ColumnType::SmallInt => ColumnType::UnsignedSmallInt,
            ColumnType::Int => ColumnType::UnsignedInt,
            ColumnType::BigInt => ColumnType::UnsignedBigInt,
            other => {
                return Err(GenerateError::usage(
                    format!("{:?}: {other} is never unsigned", field.word),
                    "use smallint, int or bigint",
                ));
            }
        };
    }
    for _ in 0..field.dimensions {
        ty = ColumnType::Array(Box::new(ty));
    }
    Ok(Some(FieldType::Plain(ty)))
}

fn number<T: std::str::FromStr>(word: &str, text: &str) -> Result<T, GenerateError> {
    text.parse().map_err(|_| {
        GenerateError::usage(
            format!("{word:?}: {text:?} is no length"),
            "give a whole number, like string.120 or decimal.5.2",
        )
    })
}

fn arguments(word: &str, name: &str, what: &str, example: &str) -> GenerateError {
    GenerateError::usage(
        format!("{word:?}: the type {name} needs {what}"),
        format!("write {example}"),
    )
}

fn unknown(word: &str, name: &str) -> GenerateError {
    let message = format!("{word:?}: there is no type {name:?}");
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if let (Some(known), digits @ 1..) = (canonical(letters), name.len() - letters.len()) {
        let digits = &name[name.len() - digits..];
        return GenerateError::usage(
            message,
            format!(
                "the shell takes braces away; write the length after a point: {known}.{digits}"
            ),
        );
    }
    let other = match name.to_ascii_lowercase().as_str() {
        "serial" | "bigserial" | "identity" | "autoincrement" => {
            Some("a numbered key is made by `create_table … --id big` or `--id int`".to_owned())
        }
        "tinyint" | "byte" => Some("the smallest integer is smallint".to_owned()),
        _ => None,
    };
    let all = NAMES
        .iter()
        .flat_map(|(name, others)| [*name].into_iter().chain(others.iter().copied()));
    let help = other.unwrap_or_else(|| {
        let listed: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        let listed = format!("the types are {}", listed.join(", "));
        match nearest(&name.to_ascii_lowercase(), all).first() {
            Some(near) => format!("did you mean {near:?}? {listed}"),
            None => listed,
        }
    });
    GenerateError::usage(message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_name_has_a_meaning() {
        for (name, others) in NAMES {
            for name in [name].into_iter().chain(*others) {
                let args: &[&str] = match canonical(name).unwrap() {
                    "char" => &["2"],
                    "decimal" => &["5", "2"],
                    "custom" => &["tsvector"],
                    "bit" | "varbit" => &["8"],
                    "range" => &["int"],
                    "named" => &["mood"],
                    // It takes the next part.
                    "array" => continue,
                    _ => &[],
                };
                let word = TypeWord {
                    name: (*name).to_owned(),
                    args: args.iter().map(|arg| (*arg).to_owned()).collect(),
                    marks: String::new(),
                };
                assert!(field_type("x", &word).is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn words_are_taken_apart() {
        for (part, name, args, marks) in [
            ("string", "string", &[][..], ""),
            ("string.120!", "string", &["120"], "!"),
            ("decimal{5,2}?^", "decimal", &["5", "2"], "?^"),
            ("decimal(5, 2)", "decimal", &["5", "2"], ""),
            ("string[]!", "string", &[], "[]!"),
            (
                "custom(numeric(5,2)[])?",
                "custom",
                &["numeric(5,2)[]"],
                "?",
            ),
        ] {
            let word = take_apart(part);
            assert_eq!(
                (word.name.as_str(), word.marks.as_str()),
                (name, marks),
                "{part}"
            );
            assert_eq!(word.args, args, "{part}");
        }
    }
}
