use super::{Field, FieldType, Target, modifiers, shell, split, types};
use crate::generate::GenerateError;

/// Reads the words of a template that are fields; no column may be named twice.
pub(crate) fn parse_all(words: &[String]) -> Result<Vec<Field>, GenerateError> {
    shell::check(words)?;
    let mut fields: Vec<Field> = Vec::new();
    for word in words {
        let field = parse(word)?;
        if let Some(other) = fields.iter().find(|other| other.name == field.name) {
            return Err(GenerateError::usage(
                format!(
                    "column {:?} is named twice: {:?} and {:?}",
                    field.name, other.word, field.word
                ),
                "say everything about a column in one word, like price:decimal.5.2:index",
            ));
        }
        fields.push(field);
    }
    Ok(fields)
}

/// Reads one field.
pub(crate) fn parse(word: &str) -> Result<Field, GenerateError> {
    let parts = split(word)?;
    let (first, rest) = parts
        .split_first()
        .expect("splitting gives one part at least");
    let name = first.trim_end_matches(['!', '?', '^']);
    let mut field = Field {
        word: word.to_owned(),
        name: name.to_owned(),
        ..Field::default()
    };
    if name.trim().is_empty() {
        return Err(GenerateError::usage(
            format!("{word:?} names no column"),
            "write NAME:TYPE, like phone:string.20",
        ));
    }
    if name.contains('=') {
        return Err(GenerateError::usage(
            format!("{word:?} is no field"),
            "write NAME:TYPE first, like status:string:default=draft",
        ));
    }
    modifiers::apply_marks(&mut field, &first[name.len()..])?;

    let mut rest = rest.iter().map(String::as_str).peekable();
    if let Some(part) = rest.next_if(|part| !modifiers::is_modifier(part)) {
        if part.is_empty() {
            return Err(GenerateError::usage(
                format!("{word:?} has nothing after a colon"),
                "write NAME:TYPE, like phone:string.20",
            ));
        }
        let is_array = part.eq_ignore_ascii_case("array");
        let part = match rest.next_if(|next| is_array && !modifiers::is_modifier(next)) {
            Some(of) => {
                field.dimensions = 1;
                of
            }
            None => part,
        };
        let ty = types::take_apart(part);
        let read = types::field_type(word, &ty)?;
        modifiers::apply_marks(&mut field, &ty.marks)?;
        field.ty = Some(match read {
            FieldType::Enumeration(mut values) => {
                while let Some(value) = rest.next_if(|part| !modifiers::is_modifier(part)) {
                    let bare = value.trim_end_matches(['!', '?', '^']);
                    values.push(bare.to_owned());
                    modifiers::apply_marks(&mut field, &value[bare.len()..])?;
                }
                if values.is_empty() || values.iter().any(String::is_empty) {
                    return Err(GenerateError::usage(
                        format!("{word:?}: an enum needs its values"),
                        "write them behind it: status:enum:draft:published",
                    ));
                }
                FieldType::Enumeration(values)
            }
            FieldType::Reference(None) => {
                let target = rest.next_if(|part| !modifiers::is_modifier(part));
                match target {
                    Some(target) => {
                        let bare = target.trim_end_matches(['!', '?', '^']);
                        modifiers::apply_marks(&mut field, &target[bare.len()..])?;
                        FieldType::Reference(Some(Target::parse(bare)))
                    }
                    None => FieldType::Reference(None),
                }
            }
            other => other,
        });
    }
    for part in rest {
        modifiers::apply(&mut field, part)?;
    }
    field.ty = types::modified(&field)?;
    if field.stored.is_some() && field.generated.is_none() {
        return Err(GenerateError::usage(
            format!("{word:?} says how it is kept, and not what it is computed from"),
            "write 'total:int:generated=price * amount:stored'",
        ));
    }
    if field.references.is_some() && matches!(field.ty, Some(FieldType::Reference(_))) {
        return Err(GenerateError::usage(
            format!("{word:?} says twice what it refers to"),
            "write either author_id:references:users or author_id:bigint:ref=users.id",
        ));
    }
    Ok(field)
}

#[cfg(test)]
mod tests {
    use migration_core::schema::{ColumnType, ReferentialAction};

    use super::super::DefaultWord;
    use super::*;

    fn field(name: &str, ty: FieldType) -> Field {
        Field {
            name: name.to_owned(),
            ty: Some(ty),
            ..Field::default()
        }
    }

    fn plain(name: &str, ty: ColumnType) -> Field {
        field(name, FieldType::Plain(ty))
    }

    #[test]
    fn fields_are_read() {
        let varchar = |n| ColumnType::Varchar(n);
        let reference = |table: &str| {
            FieldType::Reference(Some(Target {
                table: table.to_owned(),
                column: None,
            }))
        };
        let values = |values: &[&str]| {
            FieldType::Enumeration(values.iter().map(|v| (*v).to_owned()).collect())
        };
        for (word, expected) in [
            (
                "email",
                Field {
                    name: "email".into(),
                    ..Field::default()
                },
            ),
            (
                "email!",
                Field {
                    name: "email".into(),
                    nullable: Some(false),
                    ..Field::default()
                },
            ),
            (
                "email:unique",
                Field {
                    name: "email".into(),
                    unique: true,
                    ..Field::default()
                },
            ),
            ("email:string", plain("email", varchar(255))),
            (
                "email:string.80!^",
                Field {
                    nullable: Some(false),
                    unique: true,
                    ..plain("email", varchar(80))
                },
            ),
            (
                "email:string{80}?",
                Field {
                    nullable: Some(true),
                    ..plain("email", varchar(80))
                },
            ),
            (
                "price:decimal(5,2):index",
                Field {
                    index: Some(true),
                    ..plain(
                        "price",
                        ColumnType::Decimal {
                            precision: 5,
                            scale: 2,
                        },
                    )
                },
            ),
            (
                "price:decimal.5.2",
                plain(
                    "price",
                    ColumnType::Decimal {
                        precision: 5,
                        scale: 2,
                    },
                ),
            ),
            (
                "n:int:default=-1:check=n > -2",
                Field {
                    default: Some(DefaultWord::Is("-1".into())),
                    check: Some("n > -2".into()),
                    ..plain("n", ColumnType::Int)
                },
            ),
            ("user:references", field("user", FieldType::Reference(None))),
            (
                "author_id:references:users!:ondelete=set-null",
                Field {
                    nullable: Some(false),
                    on_delete: Some(ReferentialAction::SetNull),
                    ..field("author_id", reference("users"))
                },
            ),
            (
                "author_id:bigint:ref=users.id",
                Field {
                    references: Some(Target {
                        table: "users".into(),
                        column: Some("id".into()),
                    }),
                    ..plain("author_id", ColumnType::BigInt)
                },
            ),
            (
                "status:enum:draft:published!:index",
                Field {
                    nullable: Some(false),
                    index: Some(true),
                    ..field("status", values(&["draft", "published"]))
                },
            ),
            (
                "status:enum{draft,null}",
                field("status", values(&["draft", "null"])),
            ),
            (
                "name:text:default=",
                Field {
                    default: Some(DefaultWord::Is(String::new())),
                    ..plain("name", ColumnType::Text)
                },
            ),
        ] {
            let mut got = parse(word).unwrap();
            assert_eq!(got.word, word);
            got.word.clear();
            assert_eq!(got, expected, "{word}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        for (words, message, help) in [
            (&["price:decimal"][..], "needs its digits", "decimal.12.2"),
            (
                &["price:decimal5", "price:decimal2"],
                "taken apart by the shell",
                "price:decimal.5.2",
            ),
            (
                &["price:decimal5:index", "price:decimal2:index"],
                "taken apart",
                "price:decimal.5.2:index",
            ),
            (
                &["s:enuma!", "s:enumb!"],
                "taken apart",
                "s:enum:a:b:required",
            ),
            (&["name:string120"], "no type \"string120\"", "string.120"),
            (
                &["name:strng"],
                "no type \"strng\"",
                "did you mean \"string\"",
            ),
            (&["a:int", "a:text"], "named twice", "one word"),
            (
                &["a:int:uniqe"],
                "\"uniqe\" says nothing",
                "did you mean \"unique\"",
            ),
            (&["a:int!?"], "both required and null", "leave one"),
            (&["a:int:check="], "check= has no value", "quotes"),
            (&["a:int:check=a"], "is no condition", "'a:int:check=a > 0'"),
            (&["a:int:default=sql(1"], "does not close", "quotes"),
            (
                &["a:int:ondelete=explode"],
                "nothing that a foreign key does",
                "set-null",
            ),
            (&["a:enum"], "needs its values", "draft:published"),
            (&[":int"], "names no column", "NAME:TYPE"),
            (&["a:"], "nothing after a colon", "NAME:TYPE"),
            (&["a:references:users:ref=users.id"], "says twice", "either"),
            (&["a:int:default=1:default=2"], "says default twice", "once"),
            (
                &["at:time:default=12:30:00"],
                "\"30\" says nothing",
                "12:30:00",
            ),
            (&["a:serial"], "no type \"serial\"", "--id big"),
        ] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let error = parse_all(&words).unwrap_err();
            assert!(error.to_string().contains(message), "{words:?}: {error}");
            let told = error.help().unwrap_or_default();
            assert!(told.contains(help), "{words:?}: {told}");
        }
    }
}
