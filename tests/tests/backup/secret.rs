//! A password reaches the servers' programs, and nobody who lists processes or reads output.

use migration_core::schema::DialectName;
use migration_tests::cli::Project;
use migration_tests::server;

use crate::contents::{everything, fill, wait};

const PASSWORD: &str = "s3\"c#r\\e't";

/// Programs of the same names that write down how they were called, and then do the work.
fn spies(project: &Project, programs: &[&str]) -> String {
    let folder = project.path("spies");
    std::fs::create_dir_all(&folder).expect("a folder");
    for program in programs {
        let log = project.path("called");
        project.write(
            &format!("spies/{program}"),
            &format!(
                "#!/bin/sh\ntr '\\0' ' ' < /proc/$$/cmdline >> {log}\necho >> {log}\n\
                 PATH=${{PATH#*:}} exec {program} \"$@\"\n",
                log = log.display()
            ),
        );
        project
            .script(&format!("chmod +x spies/{program}"))
            .exits(0);
    }
    let path = std::env::var("PATH").unwrap_or_default();
    format!("{}:{path}", folder.display())
}

#[test]
fn no_password_shows_in_the_process_list_or_in_what_is_printed() {
    for database in server::all() {
        let user = "migrate_backup_spy";
        let (create, drop) = match database.dialect {
            DialectName::Sqlite => continue,
            DialectName::Postgres => (
                vec![
                    format!("DROP ROLE IF EXISTS {user}"),
                    format!("CREATE ROLE {user} SUPERUSER LOGIN PASSWORD 's3\"c#r\\e''t'"),
                ],
                format!("DROP ROLE {user}"),
            ),
            DialectName::Mysql => (
                vec![
                    format!("DROP USER IF EXISTS {user}@'%', {user}@localhost"),
                    format!("CREATE USER {user}@'%' IDENTIFIED BY 's3\"c#r\\\\e''t'"),
                    format!("CREATE USER {user}@localhost IDENTIFIED BY 's3\"c#r\\\\e''t'"),
                    format!("GRANT ALL ON *.* TO {user}@'%'"),
                    format!("GRANT ALL ON *.* TO {user}@localhost"),
                ],
                format!("DROP USER {user}@'%', {user}@localhost"),
            ),
        };
        fill(&database);
        wait(async {
            let mut live = migration_tests::live::Live::connect(&database).await;
            for sql in &create {
                live.ok(sql).await;
            }
        });
        let before = everything(&database);
        let (scheme, rest) = database.url.split_once("://").expect("a URL");
        let (_, place) = rest.split_once('@').expect("a user");
        let encoded = "s3%22c%23r%5Ce%27t";
        let url = format!("{scheme}://{user}:{encoded}@{place}");
        let project = Project::empty().on(&url);
        let path = spies(
            &project,
            &[
                "pg_dump",
                "pg_restore",
                "psql",
                "mariadb-dump",
                "mysqldump",
                "mariadb",
                "mysql",
            ],
        );
        let run = |arguments: &[&str]| {
            let outcome = project.migrate_with(&[("PATH", path.as_str())], arguments);
            let all = format!("{}{}", outcome.stdout, outcome.stderr);
            assert!(!all.contains(PASSWORD) && !all.contains(encoded), "{all}");
            outcome
        };
        run(&["backup", "--to", "all", "-v"]).exits(0);
        run(&["restore", "all", "--yes", "-v"]).exits(0);
        let called = project.read("called");
        assert!(called.lines().count() >= 3, "{called}");
        for part in [PASSWORD, encoded, "s3\"c", "s3%22"] {
            assert!(!called.contains(part), "{called}");
        }
        wait(async {
            let mut live = migration_tests::live::Live::connect(&database).await;
            live.ok(&drop).await;
        });
        let after = everything(&database);
        assert_eq!(after.catalogue, before.catalogue);
        // A server that cannot be reached does not show it either.
        let nowhere = format!("{scheme}://{user}:{encoded}@127.0.0.1:1/nothing");
        for arguments in [&["backup", "--to", "x"][..], &["restore", "all", "--yes"]] {
            let all = [arguments, &["-u", &nowhere]].concat();
            let outcome = run(&all);
            assert_ne!(outcome.code, Some(0), "{outcome}");
        }
    }
}
