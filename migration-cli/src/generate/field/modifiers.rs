use migration_core::operation::{Position, nearest};
use migration_core::schema::ReferentialAction;

use super::default::unquoted;
use super::{DefaultWord, Field, Target};
use crate::generate::GenerateError;

/// The modifiers as messages show them.
const SHOWN: &[&str] = &[
    "required",
    "null",
    "unique",
    "index",
    "noindex",
    "pk",
    "default=VALUE",
    "nodefault",
    "check=SQL",
    "ref=TABLE.COLUMN",
    "ondelete=ACTION",
    "onupdate=ACTION",
    "fill=SQL",
    "unsigned",
    "comment=TEXT",
    "collate=NAME",
    "charset=NAME",
    "first",
    "after=COLUMN",
    "generated=SQL",
    "stored",
    "virtual",
];

/// Whether a part of a field is one of the modifiers, so that it can be neither a type nor a value.
pub(super) fn is_modifier(part: &str) -> bool {
    part.contains('=') || flag(part).is_some()
}

enum Flag {
    Required,
    Null,
    Unique,
    Index,
    NoIndex,
    PrimaryKey,
    NoDefault,
    Unsigned,
    First,
    Stored,
    Virtual,
}

fn flag(part: &str) -> Option<Flag> {
    Some(match part.to_ascii_lowercase().as_str() {
        "required" | "not_null" | "notnull" | "!" => Flag::Required,
        "null" | "nullable" | "optional" | "?" => Flag::Null,
        "unique" | "uniq" | "^" => Flag::Unique,
        "index" | "idx" => Flag::Index,
        "noindex" | "no_index" => Flag::NoIndex,
        "pk" | "primary_key" => Flag::PrimaryKey,
        "nodefault" | "no_default" => Flag::NoDefault,
        "unsigned" => Flag::Unsigned,
        "first" => Flag::First,
        "stored" | "persisted" => Flag::Stored,
        "virtual" => Flag::Virtual,
        _ => return None,
    })
}

/// Reads one modifier into the field.
pub(super) fn apply(field: &mut Field, part: &str) -> Result<(), GenerateError> {
    if let Some((key, value)) = part.split_once('=') {
        return apply_value(field, part, &key.to_ascii_lowercase(), value);
    }
    match flag(part) {
        Some(Flag::Required) => nullability(field, false),
        Some(Flag::Null) => nullability(field, true),
        Some(Flag::Unique) => {
            field.unique = true;
            Ok(())
        }
        Some(Flag::Index) => index(field, true),
        Some(Flag::NoIndex) => index(field, false),
        Some(Flag::PrimaryKey) => {
            field.primary_key = true;
            Ok(())
        }
        Some(Flag::NoDefault) => set(field, part, |field| &mut field.default, DefaultWord::Drop),
        Some(Flag::Unsigned) => {
            field.unsigned = true;
            Ok(())
        }
        Some(Flag::First) => set(field, part, |field| &mut field.position, Position::First),
        Some(Flag::Stored) => set(field, part, |field| &mut field.stored, true),
        Some(Flag::Virtual) => set(field, part, |field| &mut field.stored, false),
        None => Err(unknown(field, part)),
    }
}

/// `!`, `?` and `^` behind a name or a type.
pub(super) fn apply_marks(field: &mut Field, marks: &str) -> Result<(), GenerateError> {
    let mut marks = marks;
    while let Some(rest) = marks.strip_prefix("[]") {
        field.dimensions = field.dimensions.saturating_add(1);
        marks = rest;
    }
    for mark in marks.chars() {
        apply(field, &mark.to_string())?;
    }
    Ok(())
}

fn apply_value(field: &mut Field, part: &str, key: &str, value: &str) -> Result<(), GenerateError> {
    let empty = value.trim().is_empty();
    match key {
        // An empty text is a default; the shell has taken the quotes of default=''.
        "default" => set(
            field,
            part,
            |field| &mut field.default,
            DefaultWord::Is(value.to_owned()),
        ),
        _ if empty && SHOWN.iter().any(|shown| shown.starts_with(key)) => {
            Err(GenerateError::usage(
                format!("{:?}: {key}= has no value", field.word),
                "the shell may have taken it: put the whole field in quotes",
            ))
        }
        "check" => {
            check_is_whole(field, value)?;
            set(field, part, |field| &mut field.check, value.to_owned())
        }
        "ref" | "references" => set(
            field,
            part,
            |field| &mut field.references,
            Target::parse(value),
        ),
        "ondelete" | "on_delete" => {
            let action = referential_action(value)?;
            set(field, part, |field| &mut field.on_delete, action)
        }
        "onupdate" | "on_update" => {
            let action = referential_action(value)?;
            set(field, part, |field| &mut field.on_update, action)
        }
        "fill" | "backfill" => set(field, part, |field| &mut field.fill, value.to_owned()),
        "comment" => set(
            field,
            part,
            |field| &mut field.comment,
            unquoted(value).to_owned(),
        ),
        "collate" | "collation" => set(field, part, |field| &mut field.collation, value.to_owned()),
        "charset" => set(field, part, |field| &mut field.charset, value.to_owned()),
        "after" => set(
            field,
            part,
            |field| &mut field.position,
            Position::After(value.to_owned()),
        ),
        "generated" | "as" => set(field, part, |field| &mut field.generated, value.to_owned()),
        _ => Err(unknown(field, part)),
    }
}

/// `price:int:check=price > 0` without quotes: the shell writes to a file named 0.
fn check_is_whole(field: &Field, value: &str) -> Result<(), GenerateError> {
    let whole = value
        .trim()
        .chars()
        .any(|c| !(c.is_alphanumeric() || c == '_'));
    if whole {
        return Ok(());
    }
    Err(GenerateError::usage(
        format!("{:?}: {value:?} is no condition", field.word),
        format!(
            "the shell may have taken the rest; put the whole field in quotes: '{}:int:check={} > 0'",
            field.name, field.name
        ),
    ))
}

fn nullability(field: &mut Field, nullable: bool) -> Result<(), GenerateError> {
    if field.nullable.is_some_and(|said| said != nullable) {
        return Err(GenerateError::usage(
            format!("{:?} is said to be both required and null", field.word),
            "leave one of them out",
        ));
    }
    field.nullable = Some(nullable);
    Ok(())
}

fn index(field: &mut Field, index: bool) -> Result<(), GenerateError> {
    if field.index.is_some_and(|said| said != index) {
        return Err(GenerateError::usage(
            format!("{:?} is said to have an index and none", field.word),
            "leave one of them out",
        ));
    }
    field.index = Some(index);
    Ok(())
}

fn set<T: PartialEq>(
    field: &mut Field,
    part: &str,
    slot: impl FnOnce(&mut Field) -> &mut Option<T>,
    value: T,
) -> Result<(), GenerateError> {
    let word = field.word.clone();
    let slot = slot(field);
    if slot.as_ref().is_some_and(|said| *said != value) {
        let key = part.split('=').next().unwrap_or(part);
        return Err(GenerateError::usage(
            format!("{word:?} says {key} twice"),
            "say it once",
        ));
    }
    *slot = Some(value);
    Ok(())
}

fn unknown(field: &Field, part: &str) -> GenerateError {
    let near = nearest(
        part,
        SHOWN
            .iter()
            .map(|shown| shown.split('=').next().unwrap_or(shown)),
    );
    let meant = match near.first() {
        Some(near) => format!("did you mean {near:?}? "),
        None => String::new(),
    };
    GenerateError::usage(
        format!("{:?}: {part:?} says nothing about a column", field.word),
        format!(
            "{meant}after the type stand {}; a value that holds a colon needs quotes within the word, like \"at:time:default='12:30:00'\"",
            SHOWN.join(", ")
        ),
    )
}

/// `cascade`, `set-null`, `set_null`, `nullify` and so on.
pub(crate) fn referential_action(text: &str) -> Result<ReferentialAction, GenerateError> {
    let plain: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_ascii_lowercase();
    Ok(match plain.as_str() {
        "cascade" | "delete" => ReferentialAction::Cascade,
        "setnull" | "nullify" | "null" => ReferentialAction::SetNull,
        "setdefault" => ReferentialAction::SetDefault,
        "restrict" => ReferentialAction::Restrict,
        "noaction" | "none" | "nothing" => ReferentialAction::NoAction,
        _ => {
            return Err(GenerateError::usage(
                format!("{text:?} is nothing that a foreign key does"),
                "say cascade, restrict, set-null, set-default or no-action",
            ));
        }
    })
}
