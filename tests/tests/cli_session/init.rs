//! `migrate init`: what it writes builds at once, wherever it stands, and nothing is lost.

use migration_tests::cli::Project;

/// Files of every package.
const FILES: [&str; 8] = [
    ".env.example",
    ".gitattributes",
    ".gitignore",
    "Cargo.toml",
    "build.rs",
    "migrate.toml",
    "src/main.rs",
    "src/migrations/mod.rs",
];

#[test]
fn a_package_in_an_empty_folder_works_at_once() {
    let project = Project::init("init-alone", &[]);
    for file in FILES {
        assert!(project.path("migrations").join(file).is_file(), "{file}");
    }
    project
        .migrate(&["status"])
        .exits(0)
        .says(&["no migrations yet", "migrations/app.db"]);
    project.migrate(&["up"]).exits(0).says(&["nothing to do"]);
    let manifest = project.read("migrations/Cargo.toml");
    for setting in [
        "debug = 0",
        "debug-assertions = false",
        "sea-query.opt-level = 1",
    ] {
        assert!(manifest.contains(setting), "{manifest}");
    }
    assert!(!manifest.contains("postgres"), "{manifest}");
}

#[test]
fn a_package_is_a_library_too_where_that_is_asked_for() {
    for (name, arguments, library) in [
        ("init-binary", &[][..], false),
        ("init-library", &["--lib"], true),
    ] {
        let project = Project::init(name, arguments);
        assert_eq!(project.path("migrations/src/lib.rs").is_file(), library);
        project.write_migration(
            "m20260101_000000_users",
            "schema.create_table(\"users\", |t| { t.id(); });",
        );
        project.migrate(&["status"]).exits(0).says(&["1 pending"]);
    }
}

#[test]
fn a_package_in_a_workspace_becomes_a_member() {
    let project = Project::empty();
    let manifest = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                    [workspace]\nmembers = [] # none yet\n";
    project.write("Cargo.toml", manifest);
    std::fs::create_dir(project.path("src")).expect("a new folder");
    project.write("src/main.rs", "fn main() {}\n");
    let lock = migration_tests::cli::workspace().join("Cargo.lock");
    std::fs::copy(lock, project.path("Cargo.lock")).expect("the lock file");
    project
        .migrate(&["init", "--name", "init-member"])
        .exits(0)
        .says(&["added it to the members"]);
    assert_eq!(
        project.read("Cargo.toml"),
        manifest.replace("[] #", "[\"migrations\"] #")
    );
    assert!(
        !project
            .read("migrations/Cargo.toml")
            .contains("[workspace]")
    );
    project
        .migrate(&["status"])
        .exits(0)
        .says(&["no migrations yet"]);
}

#[test]
fn nothing_is_overwritten() {
    let project = Project::empty();
    std::fs::create_dir_all(project.path("migrations/src")).expect("a new folder");
    project.write("migrations/src/main.rs", "// mine\n");
    project
        .migrate(&["init"])
        .exits(2)
        .complains(&["src/main.rs", "nothing was written"]);
    assert_eq!(project.read("migrations/src/main.rs"), "// mine\n");
    assert!(!project.path("migrations/Cargo.toml").exists());
}

#[test]
fn what_cannot_be_written_is_one_message() {
    let project = Project::empty();
    project.write("file", "");
    for (arguments, expected) in [
        (&["init", "file/migrations"][..], "cannot create the folder"),
        (
            &["init", "--name", "My App"],
            "cannot be the name of a package",
        ),
        (
            &["init", "--framework", "path=nowhere"],
            "no checkout of the framework",
        ),
        (&["init", "--database", "oracle"], "invalid value 'oracle'"),
    ] {
        project.migrate(arguments).exits(2).complains(&[expected]);
    }
    assert!(!project.path("migrations").exists());
}
