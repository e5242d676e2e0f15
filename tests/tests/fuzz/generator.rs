//! Words, fields and flags of `migrate generate`.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fastrand::Rng;
use migration_cli::generate::{self, Flags, Folded, Request, Template};
use migration_core::migration::{Down, Recorded};
use migration_core::prelude::*;
use migration_core::schema::DialectName;

use crate::text;

/// What the words may be about.
fn schema() -> Folded {
    let mut builder = SchemaBuilder::new();
    builder.create_table("users", |t| {
        t.id();
        t.column(varchar("email", 80).unique());
        t.column(varchar("name", 80).nullable().index());
        t.column(enumeration("type", ["a", "b"]));
    });
    builder.create_table("posts", |t| {
        t.id();
        t.column(big_int("user_id").references_column("users", "id"));
        t.column(varchar("title", 80));
        t.check("title_check", "title <> ''");
    });
    builder.create_table("we\"ird '`table", |t| {
        t.id();
        t.column(int("or\"der").nullable());
    });
    builder.create_view("names", "SELECT name FROM users");
    builder.create_enumeration("mood", ["sad", "happy"]);
    let mut folded = Folded::default();
    let recorded = Recorded::new(
        "20260101_000000".parse().expect("a version"),
        "first",
        builder.into_operations(),
        Down::Derived,
    );
    folded.fold(&recorded).expect("a schema");
    folded
}

/// A template, another name of one, a name that says it, or anything.
fn first_word(rng: &mut Rng) -> String {
    match rng.u8(0..10) {
        0..6 => Template::ALL[rng.usize(0..Template::ALL.len())]
            .name()
            .to_owned(),
        6..9 => {
            let mut parts =
                vec![["add", "drop", "create", "rename", "change"][rng.usize(0..5)].to_owned()];
            parts.extend((0..rng.usize(0..4)).map(|_| text::word(rng)));
            parts.push(["to_users", "from_posts", "in_users", "users"][rng.usize(0..4)].to_owned());
            parts.join("_")
        }
        _ => text::any(rng),
    }
}

fn word(rng: &mut Rng) -> String {
    const TYPES: [&str; 20] = [
        "string",
        "string.20",
        "text",
        "int",
        "bigint",
        "decimal.5.2",
        "bool",
        "uuid",
        "enum:a:b",
        "references",
        "references:users",
        "references.polymorphic",
        "timestamptz",
        "named.mood",
        "string[]",
        "int:unsigned",
        "custom(x)",
        "decimal{5,2}",
        "json",
        "char.3",
    ];
    const MODIFIERS: [&str; 12] = [
        "required",
        "null",
        "unique",
        "index",
        "pk",
        "default=",
        "check=",
        "comment=",
        "fill=",
        "ref=",
        "generated=",
        "after=",
    ];
    match rng.u8(0..12) {
        0..3 => ["users", "posts", "we\"ird '`table", "names", "mood"][rng.usize(0..5)].to_owned(),
        3..5 => ["email", "name", "title", "user_id", "or\"der", "type", "id"][rng.usize(0..7)]
            .to_owned(),
        5..9 => {
            let mut field = match rng.u8(0..3) {
                0 => text::any(rng),
                _ => text::word(rng),
            };
            if rng.bool() {
                field.push(':');
                field.push_str(TYPES[rng.usize(0..TYPES.len())]);
            }
            for _ in 0..rng.usize(0..3) {
                field.push(':');
                let modifier = MODIFIERS[rng.usize(0..MODIFIERS.len())];
                field.push_str(modifier);
                if modifier.ends_with('=') {
                    field.push_str(&text::any(rng));
                }
            }
            field
        }
        9 => "+".to_owned(),
        _ => text::any(rng),
    }
}

/// Words that are often nearly right: then it is their texts that are put into files and SQL.
fn words(rng: &mut Rng) -> Vec<String> {
    const TABLES: [&str; 3] = ["users", "posts", "we\"ird '`table"];
    let table = TABLES[rng.usize(0..3)].to_owned();
    let field = |rng: &mut Rng| {
        let name = text::name(rng).replace([':', '=', '!', '?', '^'], "");
        match rng.u8(0..4) {
            0 => format!("{name}:text:null:comment={}", text::any(rng)),
            1 => format!(
                "{name}:string:default='{}'",
                text::any(rng).replace('\'', "")
            ),
            2 => format!("{name}:enum{{{},b}}?", text::word(rng)),
            _ => format!("{name}:int?"),
        }
    };
    let of = |template: &str, more: Vec<String>| {
        let mut words = vec![template.to_owned()];
        words.extend(more);
        words
    };
    match rng.u8(0..14) {
        0 => of(
            "create_table",
            vec![text::name(rng), field(rng), field(rng)],
        ),
        1 => of("add_column", vec![table, field(rng)]),
        2 => of("rename_table", vec![table, text::name(rng)]),
        3 => of(
            "rename_column",
            vec!["users".to_owned(), "name".to_owned(), text::name(rng)],
        ),
        4 => of(
            "add_check",
            vec![
                table,
                text::name(rng),
                format!("id <> '{}'", text::word(rng)),
            ],
        ),
        5 => of("comment", vec![table, text::any(rng)]),
        6 => of(
            "create_enum",
            vec![text::name(rng), text::any(rng), text::any(rng)],
        ),
        7 => of(
            "create_view",
            vec![text::name(rng), format!("SELECT '{}'", text::any(rng))],
        ),
        8 => of("sql", vec![text::word(rng), text::any(rng)]),
        9 => of(
            "insert",
            vec![
                "users".to_owned(),
                "email,name".to_owned(),
                format!("a,{}", text::any(rng)),
            ],
        ),
        10 => of("create_sequence", vec![text::name(rng)]),
        _ => {
            let mut words = vec![first_word(rng)];
            words.extend((0..rng.usize(0..5)).map(|_| word(rng)));
            words
        }
    }
}

fn flags(rng: &mut Rng) -> Flags {
    let mut flags = Flags::default();
    if rng.u8(0..6) > 0 {
        return flags;
    }
    let said = |rng: &mut Rng| (rng.u8(0..4) == 0).then(|| text::any(rng));
    let often = |rng: &mut Rng| rng.u8(0..6) == 0;
    flags.name = said(rng);
    flags.filter = said(rng);
    flags.using = said(rng);
    flags.on_delete = said(rng);
    flags.id = said(rng);
    flags.table = said(rng);
    flags.reverse = said(rng);
    flags.method = said(rng);
    flags.before = said(rng);
    flags.migration_name = said(rng);
    flags.sql = said(rng).into_iter().collect();
    flags.include = said(rng).into_iter().collect();
    flags.primary_key = said(rng).into_iter().collect();
    flags.unique_together = said(rng).into_iter().collect();
    flags.unique = often(rng);
    flags.soft_delete = often(rng);
    flags.no_timestamps = often(rng);
    flags.touch = often(rng);
    flags.concurrently = often(rng);
    flags.materialized = often(rng);
    flags.not_valid = often(rng);
    flags.per_dialect = often(rng);
    flags.batched = often(rng);
    flags.start = rng.bool().then(|| rng.i64(..));
    flags
}

/// Whether the direction of text is turned round without being seen, which Rust refuses.
fn turns_text(source: &str) -> bool {
    source
        .chars()
        .any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    found.insert(path);
                }
            }
        }
    }
    found
}

#[test]
fn random_words_are_refused_or_become_a_migration() {
    let around = tempfile::tempdir().expect("a temporary folder");
    let package = around.path().join("project/migrations");
    fs::create_dir_all(package.join("src/migrations")).expect("a folder");
    fs::write(around.path().join("kept"), "as it is").expect("a file");
    let folded = schema();
    let (drafted, put) = (Cell::new(0), Cell::new(0));
    crate::each_seed(250, |rng| {
        let words = words(rng);
        let request = Request {
            words: words.clone(),
            flags: flags(rng),
            dialect: DialectName::ALL[rng.usize(0..3)],
            now: "2026-11-20T09:30:00Z".parse().expect("a moment"),
            package: package.clone(),
            template_dir: None,
        };
        let draft = match generate::draft(&request, &folded) {
            Ok(draft) => draft,
            Err(error) => {
                let said = error.to_string();
                assert!(!said.is_empty(), "{words:?}");
                return;
            }
        };
        drafted.set(drafted.get() + 1);
        assert_eq!(
            draft.path.parent(),
            Some(package.join("src/migrations").as_path()),
            "{words:?}"
        );
        let file = draft.path.file_name().expect("a file").to_string_lossy();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
        assert!(
            file.chars().all(plain) && file.len() < 120,
            "{words:?}: {file}"
        );
        // Rust reads it, as one struct with one implementation.
        let tokens: proc_macro2::TokenStream = draft
            .source
            .parse()
            .unwrap_or_else(|error| panic!("{words:?}: {error}\n{}", draft.source));
        assert!(!turns_text(&draft.source), "{words:?}\n{}", draft.source);
        let structs = tokens.into_iter().filter(
            |token| matches!(token, proc_macro2::TokenTree::Ident(name) if name == "struct"),
        );
        assert_eq!(structs.count(), 1, "{words:?}\n{}", draft.source);
        // The list of modules is written with each.
        if rng.u8(0..4) == 0 {
            generate::write(&draft).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            put.set(put.get() + 1);
        }
    });
    let written = files(around.path());
    let within = package.join("src/migrations");
    for file in &written {
        let is_kept = *file == around.path().join("kept");
        assert!(is_kept || file.starts_with(&within), "{}", file.display());
    }
    assert_eq!(
        written.len(),
        put.get() + 2,
        "the list of modules and one file a draft"
    );
    // Nothing is left unformatted, as it would be if rustfmt could not read it.
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .args(written.iter().filter(|file| file.extension().is_some()))
        .output()
        .expect("rustfmt runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    if std::env::var("FUZZ_SEED").is_err() {
        assert!(drafted.get() > 60, "only {} drafts", drafted.get());
    }
}

/// It stood in a comment as it was, and the package did not compile.
#[test]
fn a_name_that_turns_the_direction_of_text_is_written_so_that_it_compiles() {
    let package = tempfile::tempdir().expect("a temporary folder");
    let words = ["create_table", "a\u{202e}b\u{2066}", "c\u{202d}:int"];
    let request = Request {
        words: words.map(str::to_owned).to_vec(),
        flags: Flags::default(),
        dialect: DialectName::Sqlite,
        now: "2026-11-20T09:30:00Z".parse().expect("a moment"),
        package: package.path().to_owned(),
        template_dir: None,
    };
    let draft = generate::draft(&request, &Folded::default()).expect("a draft");
    assert!(!turns_text(&draft.source), "{}", draft.source);
    let name = r"a\u{202e}b\u{2066}";
    assert!(
        draft
            .source
            .contains(&format!("/// Creates the table `{name}`."))
    );
    assert!(draft.source.contains(&format!("create_table(\"{name}\"")));
}
