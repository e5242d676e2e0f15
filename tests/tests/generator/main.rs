//! Every template of `migrate generate` with the options that matter: what it writes compiles
//! without a warning, is formatted, records what was asked for, and runs up and down on every
//! server.

mod cases;
#[path = "../golden/cases/mod.rs"]
#[allow(dead_code, reason = "the rows are for servers")]
mod golden;
mod mistakes;
mod namespaces;
mod own_templates;
mod package;
mod rendering;

use migration_cli::generate::{Draft, Folded, ReverseNote, Template};
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
            .generate(case.words, case.dialect(), &mut folded)
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
                let kind = match code.ends_with("in batches") {
                    true => "[BatchedData(BatchedData { table: ",
                    false => "[Data(Data { up: DataCode",
                };
                assert!(line.contains(kind), "{line}");
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
        let kept: Vec<_> = drafts
            .iter()
            .filter(|(case, _)| !case.not_on.contains(&database.dialect))
            .collect();
        // All behind the last one that cannot be undone.
        let undone = kept.iter().rev().take_while(|(case, _)| !case.irreversible);
        let (up, down) = (kept.len(), undone.count());
        let stays = kept[up - down - 1].1.version.to_string();
        let ran = package.run(&["run", &database.url, &skipped.join(","), &stays]);
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

/// The list in the documentation is the program's own; `UPDATE_GUIDE=1` writes it.
#[test]
fn every_template_is_documented() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/generate.md");
    let text = std::fs::read_to_string(path).expect("the page");
    let (head, rest) = text
        .split_once("<!-- templates -->\n")
        .expect("a beginning");
    let (_, tail) = rest
        .split_once("<!-- end of templates -->")
        .expect("an end");
    let mut list = String::new();
    let mut group = "";
    for template in Template::ALL {
        if template.group() != group {
            group = template.group();
            list += &format!("\n**{group}**\n\n| template | for example |\n|---|---|\n");
        }
        let cell = |text: &str| text.replace('|', "\\|");
        let (usage, example) = (cell(template.usage()), cell(template.example()));
        list += &format!("| `{usage}` | `{example}` |\n");
    }
    let meant = format!("{head}<!-- templates -->\n{list}\n<!-- end of templates -->{tail}");
    if std::env::var("UPDATE_GUIDE").is_ok_and(|value| value == "1") {
        std::fs::write(path, meant).expect("a writable page");
        return;
    }
    assert_eq!(text, meant, "UPDATE_GUIDE=1 writes the page anew");
}
