//! Names in Rust's and in SQL's style: pure functions over text.

use super::GenerateError;

/// Longer migration names make file names that tools cut.
const LONGEST: usize = 80;

/// Names that a struct in a migration's file must not have: what the prelude brings and the
/// body uses, and what Rust keeps for itself.
const TAKEN: &[&str] = &[
    "Self",
    "Migration",
    "SchemaBuilder",
    "Key",
    "Cascade",
    "Restrict",
    "NoAction",
    "SetNull",
    "SetDefault",
    "SmallInt",
    "Int",
    "BigInt",
    "Float",
    "Double",
    "Decimal",
    "Boolean",
    "Char",
    "Varchar",
    "Text",
    "Binary",
    "Date",
    "Time",
    "Timestamp",
    "TimestampTz",
    "Json",
    "Jsonb",
    "Uuid",
    "Enumeration",
    "Custom",
    "DataConnection",
    "DataError",
    "Result",
    "Option",
    "String",
    "Vec",
    "Box",
    "Ok",
    "Err",
    "Some",
    "None",
];

/// `AddPhoneToUsers`, `add-phone-to-users` and `add_phone_to_users` → `add_phone_to_users`.
#[must_use]
pub(crate) fn snake(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 4);
    for (i, &c) in chars.iter().enumerate() {
        if c.is_uppercase() {
            let after_lower = i > 0 && (chars[i - 1].is_lowercase() || chars[i - 1].is_numeric());
            let ends_acronym = i > 0
                && chars[i - 1].is_uppercase()
                && chars.get(i + 1).is_some_and(|next| next.is_lowercase());
            if after_lower || ends_acronym {
                out.push('_');
            }
            out.extend(c.to_lowercase());
        } else if c.is_alphanumeric() {
            out.push(c);
        } else {
            out.push('_');
        }
    }
    let words: Vec<&str> = out.split('_').filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// `add_phone_to_users` → `AddPhoneToUsers`.
#[must_use]
pub(crate) fn upper_camel(snake: &str) -> String {
    snake
        .split('_')
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|first| first.to_uppercase().chain(chars).collect::<String>())
                .unwrap_or_default()
        })
        .collect()
}

/// The name of a migration's struct: free of what Rust and the prelude have taken.
#[must_use]
pub(crate) fn struct_name(migration: &str) -> String {
    let camel = upper_camel(migration);
    if camel.starts_with(|c: char| c.is_ascii_digit()) {
        format!("M{camel}")
    } else if TAKEN.contains(&camel.as_str()) {
        format!("{camel}Migration")
    } else {
        camel
    }
}

/// A migration's name, from what a person typed or from parts joined: fit for a file and a
/// Rust module, cut at a word where it is too long.
pub(crate) fn migration_name(text: &str) -> Result<String, GenerateError> {
    let name = snake(text);
    if name.is_empty() {
        return Err(GenerateError::usage(
            format!("{text:?} is no name for a migration"),
            "name it in letters, digits and underscores, like `add_phone_to_users`",
        ));
    }
    if let Some(c) = name.chars().find(|c| !c.is_ascii()) {
        return Err(GenerateError::usage(
            format!(
                "a migration's name cannot hold {c:?}: it becomes the name of a file and of a Rust module"
            ),
            "name the migration in ASCII letters, digits and underscores with `--as`, like `--as add_phone_to_users`",
        ));
    }
    Ok(cut(&name, LONGEST))
}

fn cut(name: &str, longest: usize) -> String {
    if name.len() <= longest {
        return name.to_owned();
    }
    let mut kept = String::new();
    for word in name.split('_') {
        if !kept.is_empty() && kept.len() + 1 + word.len() > longest {
            break;
        }
        if !kept.is_empty() {
            kept.push('_');
        }
        kept.push_str(word);
    }
    kept.truncate(longest);
    kept
}

/// A name for a person's eye out of any text: `lower(email)` → `lower_email`. Empty when
/// nothing of it can be kept.
#[must_use]
pub(crate) fn slug(text: &str) -> String {
    let ascii: String = text
        .chars()
        .map(|c| if c.is_ascii() { c } else { '_' })
        .collect();
    snake(&ascii)
}

/// `a`, `a_and_b`, `a_b_and_c`; many become a count.
#[must_use]
pub(crate) fn joined(names: &[String], what: &str) -> String {
    let slugs: Vec<String> = names.iter().map(|name| slug(name)).collect();
    match slugs.as_slice() {
        [] => what.to_owned(),
        [one] => one.clone(),
        [first @ .., last] if slugs.len() <= 3 => format!("{}_and_{last}", first.join("_")),
        _ => format!("{}_{what}", slugs.len()),
    }
}

/// What a table of rows like `name` may be called: tried in turn against the tables that
/// exist, never put into a migration by itself.
#[must_use]
pub(crate) fn table_candidates(name: &str) -> Vec<String> {
    let mut candidates = vec![name.to_owned(), format!("{name}s"), format!("{name}es")];
    if let Some(stem) = name.strip_suffix('y') {
        candidates.push(format!("{stem}ies"));
    }
    candidates
}

/// What one row of a table may be called: `users` → `user`. A guess, for a column's name that
/// a person reads in the file before it runs.
#[must_use]
pub(crate) fn one_of(table: &str) -> String {
    let is_plural_of_sibilant = ["sses", "xes", "ches", "shes"]
        .iter()
        .any(|end| table.ends_with(end));
    match table.strip_suffix("ies") {
        Some(stem) if stem.len() > 1 => return format!("{stem}y"),
        _ => {}
    }
    let stem = match table {
        _ if is_plural_of_sibilant => table.strip_suffix("es"),
        _ if table.ends_with("ss") => None,
        _ => table.strip_suffix('s'),
    };
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or(table)
        .to_owned()
}

/// A valid Rust identifier out of a name, for constants and module aliases.
#[must_use]
pub(crate) fn identifier(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() || slug.starts_with(|c: char| c.is_ascii_digit()) {
        format!("t_{slug}")
    } else if syn::parse_str::<syn::Ident>(&slug).is_err() {
        format!("{slug}_")
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case_of_any_style() {
        for (text, expected) in [
            ("AddPhoneToUsers", "add_phone_to_users"),
            ("add-phone to users", "add_phone_to_users"),
            ("add_phone_to_users", "add_phone_to_users"),
            ("AddAPIKeyToUsers", "add_api_key_to_users"),
            ("Add2FAToUsers", "add2_fa_to_users"),
            ("__x__", "x"),
            ("…", ""),
        ] {
            assert_eq!(snake(text), expected, "{text}");
        }
    }

    #[test]
    fn struct_names_are_free() {
        for (name, expected) in [
            ("add_phone_to_users", "AddPhoneToUsers"),
            ("migration", "MigrationMigration"),
            ("self", "SelfMigration"),
            ("cascade", "CascadeMigration"),
            ("2fa", "M2fa"),
        ] {
            assert_eq!(struct_name(name), expected, "{name}");
        }
    }

    #[test]
    fn migration_names_fit_a_module() {
        let long = "a_word_".repeat(30);
        for (text, expected) in [
            ("CreatePosts", Ok("create_posts")),
            ("größe", Err("cannot hold")),
            ("!!!", Err("is no name")),
        ] {
            match (migration_name(text), expected) {
                (Ok(name), Ok(expected)) => assert_eq!(name, expected),
                (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
                (got, _) => panic!("{text}: {got:?}"),
            }
        }
        let name = migration_name(&long).unwrap();
        assert!(name.len() <= LONGEST && !name.ends_with('_'), "{name}");
    }

    #[test]
    fn one_row_of_a_table() {
        for (table, expected) in [
            ("users", "user"),
            ("categories", "category"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("news", "new"),
            ("staff", "staff"),
            ("glass", "glass"),
            ("s", "s"),
        ] {
            assert_eq!(one_of(table), expected, "{table}");
        }
    }

    #[test]
    fn identifiers_are_valid() {
        for (name, expected) in [
            ("users", "users"),
            ("type", "type_"),
            ("2fa", "t_2fa"),
            ("ü", "t_"),
        ] {
            assert_eq!(identifier(name), expected, "{name}");
        }
    }
}
