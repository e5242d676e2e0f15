//! Reading a version as people type it: in full, without the underscore, the beginning of it,
//! or the migration's name.

use migration_core::migration::{Registry, Version};

use crate::error::CliError;

/// The one migration that `text` means.
pub(crate) fn resolve(registry: &Registry, text: &str) -> Result<Version, CliError> {
    let entries: Vec<(Version, &str)> = registry
        .entries()
        .iter()
        .map(|entry| (entry.version, entry.name))
        .collect();
    choose(&entries, text)
}

/// As [`resolve`], where a whole version need not be one of ours: the database may know it.
pub(crate) fn resolve_applied(registry: &Registry, text: &str) -> Result<Version, CliError> {
    match text.parse::<Version>() {
        Ok(version) => Ok(version),
        Err(_) => resolve(registry, text),
    }
}

fn choose(entries: &[(Version, &str)], text: &str) -> Result<Version, CliError> {
    let text = text.strip_suffix(".rs").unwrap_or(text);
    let digits = |text: &str| text.replace('_', "");
    let exact = |(version, name): &&(Version, &str)| {
        *name == text
            || digits(&version.to_string()) == digits(text)
            || format!("m{version}_{name}") == text
    };
    let begins = |(version, name): &&(Version, &str)| {
        name.starts_with(text)
            || (text.starts_with(|c: char| c.is_ascii_digit())
                && digits(&version.to_string()).starts_with(&digits(text)))
    };
    let mut found: Vec<_> = entries.iter().filter(exact).collect();
    if found.is_empty() && !text.is_empty() {
        found = entries.iter().filter(begins).collect();
    }
    match found[..] {
        [(version, _)] => Ok(*version),
        [] => Err(unknown(entries, text)),
        _ => Err(CliError::usage(
            "ambiguous_version",
            format!("{text:?} can mean {} migrations", found.len()),
        )
        .help(format!("say which: {}", listed(found.into_iter())))),
    }
}

fn unknown(entries: &[(Version, &str)], text: &str) -> CliError {
    let error = CliError::usage("unknown_version", format!("there is no migration {text:?}"));
    if entries.is_empty() {
        return error.help("the package has no migrations: `migrate generate` writes one");
    }
    let names = entries.iter().map(|(_, name)| *name);
    let near = migration_core::operation::nearest(text, names);
    let meant: Vec<_> = entries
        .iter()
        .filter(|(_, name)| near.iter().any(|near| *near == *name))
        .collect();
    if meant.is_empty() {
        error.help("`migrate status` lists them; a version is written like 20261120_093000")
    } else {
        error.help(format!("did you mean {}?", listed(meant.into_iter())))
    }
}

fn listed<'a>(entries: impl Iterator<Item = &'a (Version, &'a str)>) -> String {
    let texts: Vec<String> = entries
        .map(|(version, name)| format!("{version} {name}"))
        .collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_people_type_them() {
        let entries = [
            ("20261120_093000".parse().unwrap(), "create_users"),
            ("20261121_093000".parse().unwrap(), "create_posts"),
            ("20270101_000000".parse().unwrap(), "drop_posts"),
        ];
        for (text, expected) in [
            ("20261120_093000", Ok("20261120_093000")),
            ("20261120093000", Ok("20261120_093000")),
            ("2027", Ok("20270101_000000")),
            ("20261121", Ok("20261121_093000")),
            ("create_posts", Ok("20261121_093000")),
            ("create_p", Ok("20261121_093000")),
            ("m20261120_093000_create_users", Ok("20261120_093000")),
            ("m20261120_093000_create_users.rs", Ok("20261120_093000")),
            ("2026", Err("can mean 2 migrations")),
            ("create", Err("can mean 2 migrations")),
            ("", Err("no migration")),
            ("creat_user", Err("no migration")),
            ("2030", Err("no migration")),
        ] {
            match (choose(&entries, text), expected) {
                (Ok(version), Ok(expected)) => assert_eq!(version.to_string(), expected),
                (Err(error), Err(part)) => assert!(error.message.contains(part), "{text}"),
                (found, expected) => panic!("{text}: {found:?}, not {expected:?}"),
            }
        }
        let help = choose(&entries, "creat_users").unwrap_err().help.unwrap();
        assert!(help.contains("20261120_093000 create_users"), "{help}");
    }
}
