//! The examples: their commands still make them, and they run on every server.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use migration_tests::cli::{Project, workspace};
use migration_tests::server;

/// Files that say where a package stands, and so differ from folder to folder.
const OF_THE_PLACE: [&str; 2] = ["Cargo.toml", "Cargo.lock"];

/// The original and the copy that its README makes are packages of one name, and all are built
/// into one folder, where the binary of one would take the place of the other's.
fn one_at_a_time() -> MutexGuard<'static, ()> {
    static LOCK: Mutex<()> = Mutex::new(());
    LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The shell commands in a README.
fn commands(readme: &str) -> String {
    let (_, rest) = readme.split_once("```sh\n").expect("a block of commands");
    let (commands, _) = rest.split_once("```").expect("the end of the block");
    commands.to_owned()
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(folder)
                .expect("a path below")
                .display()
                .to_string();
            let is_database = name.contains(".db");
            if path.is_dir() {
                folders.push(path);
            } else if !is_database && !OF_THE_PLACE.contains(&name.as_str()) {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.insert(name, text);
            }
        }
    }
    found
}

fn check_made_by_its_readme(example: &str) {
    let _alone = one_at_a_time();
    let folder = workspace().join("examples").join(example);
    let readme = std::fs::read_to_string(folder.join("README.md")).expect("a README");
    let project = Project::empty();
    project.script(&commands(&readme)).exits(0);
    let (made, kept) = (
        files(&project.path("migrations")),
        files(&folder.join("migrations")),
    );
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        kept.keys().collect::<Vec<_>>(),
        "the files of {example}"
    );
    for (name, text) in &kept {
        assert_eq!(&made[name], text, "{example}/migrations/{name}");
    }
}

/// Up, all the way down to an empty database, and up again.
fn check_there_and_back(example: &str, migrations: usize) {
    let _alone = one_at_a_time();
    let package = workspace()
        .join("examples")
        .join(example)
        .join("migrations");
    let package = package.to_str().expect("a path in UTF-8");
    for database in server::all() {
        let project = Project::empty().on(&database.url);
        let run = |arguments: &[&str]| project.migrate(&[&["--dir", package], arguments].concat());
        let all = format!("{migrations} migrations");
        run(&["up"]).exits(0).says(&[&all, "applied"]);
        let there = database.contents();
        run(&["validate", "--pending"]).exits(0);
        run(&["down", "--all", "--yes"])
            .exits(0)
            .says(&[&all, "reversed"]);
        assert_eq!(
            database.contents(),
            Vec::<String>::new(),
            "{}",
            database.url
        );
        run(&["up"]).exits(0).says(&[&all, "applied"]);
        assert_eq!(database.contents(), there, "{}", database.url);
    }
}

#[test]
fn the_prompt_service_is_made_by_its_readme() {
    check_made_by_its_readme("prompt-service");
}

#[test]
fn the_task_service_is_made_by_its_readme() {
    check_made_by_its_readme("task-service");
}

#[test]
fn the_prompt_service_goes_there_and_back() {
    check_there_and_back("prompt-service", 10);
}

#[test]
fn the_task_service_goes_there_and_back() {
    check_there_and_back("task-service", 6);
}

/// `cargo run -p migration-cli up` in a fresh clone finds the example without being told.
#[test]
fn the_workspace_points_at_an_example() {
    let _alone = one_at_a_time();
    let database = server::sqlite();
    let project = Project::empty().on(&database.url);
    let here = format!("cd '{}' && migrate ", workspace().display());
    project
        .script(&format!("{here} up"))
        .exits(0)
        .says(&["10 migrations applied"]);
    project
        .script(&format!("{here} up"))
        .exits(0)
        .says(&["nothing to do"]);
}
