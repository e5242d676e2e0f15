use std::sync::{Arc, Mutex};

use migration_core::driver::DatabaseUrl;
use migration_core::prelude::*;
use migration_core::protect::{Assessment, PlanHash, Unapproved};
use migration_core::{DownTarget, Error, Event, Target};
use migration_tests::server;

use crate::support::{migrator, sql, wait};

fn unapproved<T: std::fmt::Debug>(result: Result<T, Error>) -> Unapproved {
    match result {
        Err(Error::Unapproved(plan)) => *plan,
        other => panic!("not refused: {other:?}"),
    }
}

type Change = fn(&mut SchemaBuilder);

const REFUSED: [(&str, Change); 6] = [
    ("drop table users", |s| s.drop_table("users")),
    ("drop column users.name", |s| s.drop_column("users", "name")),
    (
        "alter column users.name from varchar(80) to varchar(8)",
        |s| {
            s.alter_column("users", "name", |c| {
                c.set_type(types::varchar(8));
            });
        },
    ),
    ("run SQL: DELETE FROM users WHERE 1 = 1", |s| {
        s.sql("DELETE FROM users WHERE 1 = 1").nothing_to_reverse();
    }),
    ("delete 1 row(s) of users", |s| {
        s.delete("users", ["id", "name"], [(1, "Ada")]);
    }),
    // Nothing is lost, and nothing leads back.
    ("its SQL has no reverse", |s| {
        s.sql("UPDATE users SET name = 'x'");
    }),
];

#[test]
fn a_protected_database_refuses_until_exactly_that_plan_is_approved() {
    for (said, then) in REFUSED {
        for database in server::all() {
            println!("{said} on {}", database.dialect);
            let url = DatabaseUrl::parse(&database.url).unwrap();
            let migrator = migrator(then);
            wait(
                migrator
                    .clone()
                    .protected("prod")
                    .up_to(&url, Target::Steps(1)),
            )
            .unwrap();
            sql(
                &database,
                "INSERT INTO users (id, name) VALUES (1, 'Ada'), (2, 'Bob')",
            );
            let plan = unapproved(wait(migrator.up(&url)));
            let all = format!("{:?} {:?}", plan.losses, plan.one_way);
            assert!(all.contains(said), "{all}");
            assert_eq!(plan.environment(), Some("prod"));
            for lost in &plan.losses {
                assert_eq!(lost.rows, lost.loss.table.as_ref().map(|_| 2), "{said}");
            }
            assert_eq!(
                sql(&database, "SELECT name FROM users ORDER BY id").len(),
                2
            );
            let planned = wait(migrator.plan_up(&url, Target::Latest)).unwrap();
            assert_eq!(Assessment::of(&planned).hash(), Some(plan.hash.clone()));
            let other = PlanHash::parse("0123456789abcdef").unwrap();
            let again = unapproved(wait(migrator.clone().approve(other.clone()).up(&url)));
            assert_eq!(again.approved, Some(other));
            wait(migrator.clone().approve(plan.hash).up(&url)).unwrap();
            // Every way back is asked about, where there is one.
            match wait(migrator.down(&url, DownTarget::Steps(1))) {
                Err(Error::Irreversible { .. }) => assert!(said.contains("no reverse")),
                back => assert_eq!(unapproved(back).environment(), Some("prod")),
            }
        }
    }
}

#[test]
fn what_loses_nothing_runs_and_the_caller_is_told_where_it_is() {
    for database in server::all() {
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let migrator = migrator(|s| {
            s.add_column("users", int("age").nullable());
        });
        wait(
            migrator
                .clone()
                .protected("prod")
                .up_to(&url, Target::Steps(1)),
        )
        .unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let listening = migrator.clone().on_event(Arc::new(move |event: &Event| {
            if let Event::Protected { environment } = event {
                heard.lock().unwrap().push(environment.clone());
            }
        }));
        assert_eq!(wait(listening.up(&url)).unwrap().ran.len(), 1);
        assert_eq!(*told.lock().unwrap(), ["prod"]);
        assert_eq!(
            wait(migrator.protection(&url)).unwrap().as_deref(),
            Some("prod")
        );
        let other = wait(migrator.clone().protected("eu").up(&url)).unwrap_err();
        assert!(matches!(other, Error::OtherEnvironment { .. }), "{other}");
        assert_eq!(
            wait(migrator.unprotect(&url)).unwrap().as_deref(),
            Some("prod")
        );
        wait(migrator.down(&url, DownTarget::All)).unwrap();
    }
}

#[test]
fn an_older_ledger_gets_the_table_when_it_needs_it() {
    for database in server::all() {
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let migrator = migrator(|s| s.drop_column("users", "name"));
        wait(migrator.up_to(&url, Target::Steps(1))).unwrap();
        sql(&database, "DROP TABLE migrate_settings");
        assert_eq!(wait(migrator.protection(&url)).unwrap(), None);
        let protected = migrator.clone().protected("prod");
        // Nothing is remembered for what did not run.
        unapproved(wait(protected.up(&url)));
        assert_eq!(wait(migrator.protection(&url)).unwrap(), None);
        let hash = unapproved(wait(protected.up(&url))).hash;
        wait(protected.clone().approve(hash).up(&url)).unwrap();
        assert_eq!(
            wait(migrator.protection(&url)).unwrap().as_deref(),
            Some("prod")
        );
    }
}
