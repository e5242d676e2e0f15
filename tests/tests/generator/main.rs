//! Every template of `migrate generate` with the options that matter: what it writes compiles
//! without a warning, is formatted, records what was asked for, and runs up and down on every
//! server.

mod cases;
#[path = "../golden/cases/mod.rs"]
#[allow(dead_code, reason = "the rows are for servers")]
mod golden;
mod mistakes;
mod own_templates;
mod package;
mod rendering;

use migration_cli::generate::{Draft, Folded, ReverseNote};
use migration_core::schema::DialectName;
use migration_tests::server;

use cases::Case;
use package::Package;

/// Drafts and writes every case into one package, each on top of those before it.
fn write_all(package: &Package) -> Vec<(&'static Case, Draft)> {
    let mut folded = Folded::default();
    let mut drafts = Vec::new();
    for case in cases::all() {
        let draft = package
            .generate(case.words, &mut folded)
            .unwrap_or_else(|error| panic!("{:?}: {error}\n{:?}", case.words, error.help()));
        drafts.push((case, draft));
    }
    drafts
}

#[test]
fn every_template_says_what_was_asked_for() {
    let package = Package::unwritten();
    let drafts = write_all(&package);
    for (case, draft) in &drafts {
        let words = case.words.join(" ");
        assert_eq!(draft.summary, case.does, "{words}");
        for text in case.source {
            assert!(
                draft.source.contains(text),
                "{words}: no {text:?} in\n{}",
                draft.source
            );
        }
        let irreversible = matches!(draft.reverse, ReverseNote::Impossible { .. });
        assert_eq!(
            irreversible, case.irreversible,
            "{words}: {:?}",
            draft.reverse
        );
    }
    package.check_format();
}

#[test]
fn every_template_compiles_and_runs() {
    let package = Package::new("generated-migrations");
    let drafts = write_all(&package);
    // One line a migration: its name, and what it records.
    let recorded = package.run(&["list"]);
    let recorded: Vec<&str> = recorded.lines().collect();
    assert_eq!(recorded.len(), drafts.len());
    for ((case, draft), line) in drafts.iter().zip(recorded) {
        let module = draft.path.file_stem().unwrap_or_default().to_string_lossy();
        let meant = match draft.summary.as_slice() {
            [code] if code.starts_with("run data code") => {
                assert!(line.contains("[Data(Data { up: DataCode"), "{line}");
                continue;
            }
            _ => format!("{module} {:?}", draft.operations),
        };
        assert_eq!(line, meant, "{:?}\n{}", case.words, draft.source);
    }

    for database in server::all() {
        let skipped: Vec<&str> = drafts
            .iter()
            .filter(|(case, _)| case.not_on.contains(&database.dialect))
            .map(|(_, draft)| draft.name.as_str())
            .collect();
        let ran = package.run(&["run", &database.url, &skipped.join(",")]);
        let up = drafts.len() - skipped.len();
        let down = up - drafts.iter().filter(|(case, _)| case.irreversible).count();
        assert_eq!(
            ran.trim(),
            format!("{up} up, {down} down"),
            "{}",
            database.dialect
        );
    }
}

/// What is shown before anything is written.
#[test]
fn a_draft_tells_what_it_will_do() {
    let package = Package::unwritten();
    let mut folded = Folded::default();
    let mut draft = |words: &[&str], dialect| package.draft(words, dialect, &mut folded).unwrap();
    let table = draft(
        &["create_table", "users", "email:string:unique"],
        DialectName::Sqlite,
    );
    assert_eq!(table.name, "create_users");
    assert!(
        table.sql.contains("CREATE TABLE \"users\""),
        "{}",
        table.sql
    );
    let ReverseNote::Sql(back) = &table.reverse else {
        panic!("{:?}", table.reverse);
    };
    assert!(back.contains("DROP TABLE \"users\""), "{back}");

    let index = draft(
        &["add_index", "users", "email", "--where", "id > 0"],
        DialectName::Postgres,
    );
    assert!(
        index
            .notes
            .iter()
            .any(|note| note.starts_with("mysql cannot")),
        "{:?}",
        index.notes
    );

    let lossy = draft(&["drop_column", "users", "email"], DialectName::Mysql);
    assert!(
        lossy.notes.iter().any(|note| note.contains("loses data")),
        "{:?}",
        lossy.notes
    );
    assert!(
        !package.folder().join("src").exists(),
        "a draft writes nothing"
    );
}
