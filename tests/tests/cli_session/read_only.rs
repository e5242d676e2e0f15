//! Folders and files that this user may not write: one clear message each, and nothing else.

use std::os::unix::fs::PermissionsExt as _;

use migration_tests::cli::Project;

const PACKAGE: &str = "read-only";

/// Gives a file or folder these permissions.
fn allow(project: &Project, path: &str, mode: u32) {
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(project.path(path), permissions).expect("permissions");
}

#[test]
fn what_may_not_be_written_is_said_with_its_place_and_the_way_out() {
    let project = Project::init(PACKAGE, &[]);
    // What may not write the folder may not compile there either: so the package's own binary
    // generates.
    let manifest = "migrations/Cargo.toml";
    let text = std::fs::read_to_string(project.path(manifest)).expect("a manifest");
    let (before, line) = text.split_once("migration-cli =").expect("the dependency");
    let line = line.replacen("features = [", "features = [\"generate\", ", 1);
    project.write(manifest, &format!("{before}migration-cli ={line}"));
    project.write_migration(
        "m20260101_090000_create_users",
        r#"schema.create_table("users", |t| { t.id(); });"#,
    );
    // A database with one migration, and one to which nothing was ever done.
    project.migrate(&["up", "-u", "sqlite://there.db"]).exits(0);
    project.write_migration(
        "m20260102_090000_create_posts",
        r#"schema.create_table("posts", |t| { t.id(); });"#,
    );
    project.migrate(&["status"]).exits(0);
    project.write("empty.db", "");
    std::fs::create_dir(project.path("beside")).expect("a folder");
    std::fs::copy(project.path("there.db"), project.path("beside/there.db")).expect("a copy");
    allow(&project, "beside/there.db", 0o666);
    allow(&project, "there.db", 0o444);
    allow(&project, "empty.db", 0o444);
    for folder in ["beside", "migrations/src/migrations", "migrations", ""] {
        allow(&project, folder, 0o555);
    }
    let in_folder = |path: &str| project.path(path).display().to_string();
    let notes = ["generate", "create_table", "notes", "title:string"];
    let modules = in_folder("migrations/src/migrations/m2");
    let new = in_folder("new");
    for (arguments, code, says) in [
        (
            &["init", "new"][..],
            2,
            &[new.as_str(), "Permission denied", "permission"][..],
        ),
        (
            &[&notes[..], &["--dir", "migrations"]].concat(),
            2,
            &[
                &modules,
                "Permission denied",
                "give this user the permission",
            ],
        ),
        (
            &["up", "--dir", "migrations", "-u", "sqlite://new.db"],
            8,
            &["new.db", "unable to open", "you may write to it"],
        ),
        (
            &["up", "--dir", "migrations", "-u", "sqlite://empty.db"],
            8,
            &[
                &in_folder("empty.db"),
                "readonly",
                "permission to write the file",
            ],
        ),
        (
            &["up", "--dir", "migrations", "-u", "sqlite://there.db"],
            8,
            &[
                &in_folder("there.db"),
                "readonly",
                "permission to write the file",
            ],
        ),
        (
            &[
                "down",
                "--yes",
                "--dir",
                "migrations",
                "-u",
                "sqlite://there.db",
            ],
            8,
            &[
                &in_folder("there.db"),
                "readonly",
                "permission to write the file",
            ],
        ),
        (
            &[
                "stamp",
                "create_posts",
                "--dir",
                "migrations",
                "-u",
                "sqlite://there.db",
            ],
            8,
            &[
                &in_folder("there.db"),
                "readonly",
                "permission to write the file",
            ],
        ),
        // The file could be written, and its journal not.
        (
            &[
                "up",
                "--dir",
                "migrations",
                "-u",
                "sqlite://beside/there.db",
            ],
            8,
            &[&in_folder("beside/there.db"), "into its folder"],
        ),
    ] {
        let outcome = project
            .unprivileged(PACKAGE, arguments)
            .exits(code)
            .complains(says);
        assert_eq!(outcome.stderr.matches("error: ").count(), 1, "{outcome}");
        assert_eq!(outcome.stderr.matches("help: ").count(), 1, "{outcome}");
        assert_eq!(outcome.stdout, "", "{outcome}");
    }
    // Looking needs no permission to write.
    project
        .unprivileged(
            PACKAGE,
            &["status", "--dir", "migrations", "-u", "sqlite://there.db"],
        )
        .exits(0)
        .says(&["1 applied", "1 pending"]);
    for folder in ["", "migrations", "migrations/src/migrations", "beside"] {
        allow(&project, folder, 0o755);
    }
}
