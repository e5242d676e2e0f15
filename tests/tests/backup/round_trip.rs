use std::path::Path;

use migration_core::schema::DialectName;
use migration_tests::cli::Project;
use migration_tests::server;

use crate::contents::{destroy, everything, fill};

#[cfg(unix)]
fn mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file)
        .expect("a file")
        .permissions()
        .mode()
        & 0o777
}

#[test]
fn what_was_backed_up_comes_back_to_the_last_row() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = Project::empty().on(&database.url);
        fill(&database);
        let before = everything(&database);
        assert!(before.rows.values().map(Vec::len).sum::<usize>() > 6);
        let made = project
            .migrate(&["backup", "--to", "kept/all", "--json"])
            .exits(0)
            .json();
        let file = project.path("kept/all");
        let bytes = std::fs::metadata(&file).expect("a file").len();
        assert_eq!(made["bytes"], bytes);
        #[cfg(unix)]
        assert_eq!(mode(&file), 0o600);
        destroy(&database);
        assert_ne!(everything(&database).rows, before.rows);
        let restored = project
            .migrate(&["restore", "kept/all", "--yes", "--json"])
            .exits(0)
            .json();
        let after = everything(&database);
        assert_eq!(after.catalogue, before.catalogue, "{}", database.dialect);
        assert_eq!(after.rows, before.rows, "{}", database.dialect);
        assert_eq!(restored["applied"], 1);
        // What was destroyed can be had back too.
        let safety = restored["before"].as_str().expect("a file").to_owned();
        #[cfg(unix)]
        assert_eq!(mode(Path::new(&safety)), 0o600);
        project.migrate(&["restore", &safety, "--yes"]).exits(0);
        assert!(
            !everything(&database)
                .rows
                .keys()
                .any(|name| name.contains("children"))
        );
        project.migrate(&["restore", "kept/all", "--yes"]).exits(0);
        assert_eq!(everything(&database), before);
        // Nothing else is left: no draft, no file with a password.
        let names = std::fs::read_dir(project.path("kept"))
            .expect("a folder")
            .count();
        assert_eq!(names, 1);
    }
}

#[test]
fn a_backup_fills_a_database_that_is_not_there() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = Project::empty().on(&database.url);
        fill(&database);
        let before = everything(&database);
        project
            .migrate(&["backup", "--to", "all"])
            .exits(0)
            .says(&["backup all, ", " kB", " in "]);
        project.migrate(&["db", "drop", &database.name]).exits(0);
        // Nothing is there to lose, so nothing is asked.
        project
            .migrate(&["restore", "all"])
            .exits(0)
            .says(&["tables with", "restored in"]);
        assert_eq!(everything(&database), before);
    }
}

#[test]
fn a_plain_dump_of_postgresql_comes_back_too() {
    let Some(database) = server::postgres() else {
        return;
    };
    let project = Project::empty().on(&database.url);
    fill(&database);
    let before = everything(&database);
    project
        .script(&format!("pg_dump --file=plain.sql '{}'", database.url))
        .exits(0);
    destroy(&database);
    project.migrate(&["restore", "plain.sql", "--yes"]).exits(0);
    assert_eq!(everything(&database), before);
}

#[test]
fn a_database_with_a_write_ahead_log_is_copied_while_it_is_used() {
    let database = server::sqlite();
    let project = Project::empty().on(&database.url);
    fill(&database);
    let pragma = |sql: &str| {
        let path = database.path().expect("a file");
        project
            .script(&format!("sqlite3 '{}' '{sql}'", path.display()))
            .exits(0)
            .stdout
    };
    assert_eq!(pragma("PRAGMA journal_mode = WAL").trim(), "wal");
    let before = everything(&database);
    project.migrate(&["backup", "--to", "all"]).exits(0);
    destroy(&database);
    project.migrate(&["restore", "all", "--yes"]).exits(0);
    assert_eq!(everything(&database), before);
    assert_eq!(pragma("PRAGMA journal_mode").trim(), "wal");
    assert_eq!(pragma("PRAGMA user_version").trim(), "7");
    assert_eq!(database.dialect, DialectName::Sqlite);
}
