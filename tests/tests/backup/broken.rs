//! Backups that are damaged, and restores that fail half way.

use migration_core::schema::DialectName;
use migration_tests::cli::Project;
use migration_tests::server;

use crate::contents::{everything, fill};

#[test]
fn a_damaged_backup_takes_nothing_away() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = Project::empty().on(&database.url);
        fill(&database);
        let before = everything(&database);
        project.migrate(&["backup", "--to", "all"]).exits(0);
        let whole = std::fs::read(project.path("all")).expect("a file");
        let cut = match database.dialect {
            // A page in the middle is overwritten.
            DialectName::Sqlite => {
                let mut bytes = whole.clone();
                let middle = bytes.len() / 2 / 4_096 * 4_096;
                bytes[middle..middle + 2_048].fill(0x55);
                bytes
            }
            DialectName::Postgres => whole[..whole.len() / 2].to_vec(),
            // The server refuses what stands in the middle.
            DialectName::Mysql => {
                let text = String::from_utf8(whole).expect("text");
                let bad = text.replacen("INSERT INTO", "INSERT BETWEEN", 1);
                bad.into_bytes()
            }
        };
        std::fs::write(project.path("bad"), cut).expect("a file is written");
        let outcome = project.migrate(&["restore", "bad", "--yes", "--json"]);
        assert_ne!(outcome.code, Some(0), "{outcome}");
        if database.dialect == DialectName::Mysql {
            // There is no way back in the server: the copy of what was there is one.
            let help = outcome.error()["error"]["help"].to_string();
            let (_, rest) = help.split_once("is in ").expect("a file is named");
            let (file, _) = rest
                .split_once(": `migrate restore`")
                .expect("and a way out");
            project.migrate(&["restore", file, "--yes"]).exits(0);
        }
        let after = everything(&database);
        assert_eq!(after.catalogue, before.catalogue);
        for (table, rows) in &before.rows {
            // The copy that was made first is an event; in MySQL it came back with the rest.
            if !table.ends_with("migrate_events") {
                assert_eq!(after.rows[table], *rows, "{table}");
            }
        }
    }
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let Some(database) = server::postgres() else {
        return;
    };
    let project = Project::empty().on(&database.url);
    fill(&database);
    project
        .migrate_with(&[("PATH", "/nowhere")], &["backup", "--to", "all"])
        .exits(2)
        .complains(&["pg_dump is not there", "command = "]);
    assert!(!project.path("all").exists());
}
