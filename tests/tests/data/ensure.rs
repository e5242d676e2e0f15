//! A condition that has to hold before a step that needs it.

use migration_core::Error;
use migration_core::migration::Recorded;

use crate::support::{counters, migration, migrator, on_every_server};

fn noted() -> Recorded {
    migration("20260103_000000", "noted", |s| {
        s.ensure("counters", "note IS NOT NULL");
        s.alter_column("counters", "note", |c| {
            c.set_not_null();
        });
    })
}

#[test]
fn it_says_how_many_rows_do_not_meet_it_and_which() {
    on_every_server(|database| async move {
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(20).await;
        database
            .run("UPDATE counters SET note = 'x' WHERE id NOT IN (3, 5, 7, 11, 13, 17, 19)")
            .await;
        let migrator = migrator(vec![counters(), noted()]);
        let error = migrator.up(&database.url).await.unwrap_err();
        let Error::Failed(failure) = &error else {
            panic!("{error}")
        };
        assert!(failure.cause.contains("\"counters\""), "{}", failure.cause);
        assert!(
            failure
                .cause
                .contains("rows that do not: 7, such as id 3; id 5; id 7; id 11; id 13"),
            "{}",
            failure.cause
        );
        assert!(failure.undone);
        assert!(error.help().unwrap().contains("correct these rows"));
        database
            .run("UPDATE counters SET note = 'y' WHERE note IS NULL")
            .await;
        migrator.up(&database.url).await.unwrap();
    });
}
