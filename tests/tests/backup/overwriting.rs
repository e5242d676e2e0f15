use migration_tests::cli::Project;
use migration_tests::server;

use crate::contents::{destroy, everything, fill};

#[test]
fn nothing_is_overwritten_without_a_word() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = Project::empty().on(&database.url);
        fill(&database);
        project.migrate(&["backup", "--to", "all"]).exits(0);
        project.write("taken", "somebody else's");
        project
            .migrate(&["backup", "--to", "taken"])
            .exits(6)
            .complains(&["taken is there already: nothing was written", "--yes"]);
        assert_eq!(project.read("taken"), "somebody else's");
        destroy(&database);
        let destroyed = everything(&database);
        for arguments in [
            &["restore", "all"][..],
            &["restore", "all", "--non-interactive"],
            &["restore", "all", "--json"],
        ] {
            project.migrate(arguments).exits(6).complains(&[
                "overwriting ",
                " tables with ",
                "needs your word",
                "--yes",
            ]);
        }
        assert_eq!(everything(&database), destroyed);
        project
            .migrate(&["backup", "--to", "taken", "--yes"])
            .exits(0);
        assert_ne!(
            std::fs::read(project.path("taken")).expect("a file"),
            b"somebody else's"
        );
    }
}

#[test]
fn a_backup_of_another_kind_changes_nothing() {
    let databases = server::all();
    let project = Project::empty();
    for database in &databases {
        fill(database);
        let to = database.dialect.as_str();
        project
            .migrate(&["backup", "--to", to, "-u", &database.url])
            .exits(0);
    }
    project.write("text", "DROP TABLE kinds;");
    for database in &databases {
        let before = everything(database);
        for other in databases
            .iter()
            .filter(|other| other.dialect != database.dialect)
        {
            project
                .migrate(&[
                    "restore",
                    other.dialect.as_str(),
                    "--yes",
                    "-u",
                    &database.url,
                ])
                .exits(2)
                .complains(&["is a backup of", "nothing was changed"]);
        }
        project
            .migrate(&["restore", "text", "--yes", "-u", &database.url])
            .exits(2)
            .complains(&["is no backup that is known"]);
        project
            .migrate(&["restore", "nowhere", "--yes", "-u", &database.url])
            .exits(2)
            .complains(&["cannot read nowhere"]);
        assert_eq!(everything(database), before);
    }
}
