//! What may be a rename is never guessed.

use migration_tests::cli::Project;
use migration_tests::client;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

fn renamed(database: &TestDatabase) -> Project {
    client::run(
        database,
        "CREATE TABLE people (id INTEGER PRIMARY KEY, mail VARCHAR(50) NOT NULL);\n\
         INSERT INTO people VALUES (1, 'ada@x');\n",
    )
    .expect("a table with a row");
    let project = Project::empty().on(&database.url);
    // The column has another type, too.
    project.write(
        "after.sql",
        "CREATE TABLE persons (id INTEGER PRIMARY KEY, email VARCHAR(80) NOT NULL);\n",
    );
    project
}

#[test]
fn what_may_be_a_rename_is_asked_about_and_nobody_there_is_told_the_flags() {
    let database = server::sqlite();
    let project = renamed(&database);
    let outcome = project.migrate(&["diff", "--to", "after.sql"]).exits(6);
    assert_eq!(outcome.stdout, "");
    outcome.complains(&["--rename people:persons", "--renames none"]);
    // Once the table is known, its column is asked about.
    project
        .migrate(&["diff", "--to", "after.sql", "--rename", "people:persons"])
        .exits(6)
        .complains(&["--rename persons.mail:email"]);
}

#[test]
fn what_is_said_to_be_a_rename_keeps_its_rows() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = renamed(&database);
        project.write(
            "answers",
            "# decided in review\npeople:persons\npersons.mail:email\n",
        );
        let script = project
            .migrate(&["diff", "--to", "after.sql", "--renames", "answers", "-q"])
            .exits(0)
            .stdout;
        client::run(&database, &script).unwrap_or_else(|cause| panic!("{cause}\n{script}"));
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let kept = runtime.block_on(async {
            let mut live = Live::connect(&database).await;
            live.value("SELECT email FROM persons").await
        });
        assert_eq!(kept.as_deref(), Some("ada@x"), "{script}");
        project
            .migrate(&["diff", "--to", "after.sql"])
            .exits(0)
            .complains(&["nothing differs"]);
    }
}

#[test]
fn what_is_said_to_be_two_things_goes_and_comes() {
    let database = server::sqlite();
    let project = renamed(&database);
    project.write("answers", "!people:persons\n");
    for renames in ["none", "answers"] {
        project
            .migrate(&["diff", "--to", "after.sql", "--renames", renames])
            .exits(0)
            .says(&["DROP TABLE", "CREATE TABLE"])
            .complains(&["loses drop table people"]);
    }
    project.write("answers", "people\n");
    project
        .migrate(&["diff", "--to", "after.sql", "--renames", "answers"])
        .exits(2)
        .complains(&["answers:1", "OLD:NEW"]);
}
