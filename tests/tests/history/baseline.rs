use migration_core::ledger::State;
use migration_core::{DownTarget, Error};

use crate::support::{migrator, on_every_server, three};

#[test]
fn a_baseline_counts_as_applied_and_is_not_undone() {
    on_every_server(|database| async move {
        // What the first two make was there before.
        let first = migrator(three()[..2].to_vec());
        let plan = first
            .plan_up(&database.url, migration_core::Target::Latest)
            .await
            .unwrap();
        for migration in &plan.migrations {
            database.run(&migration.sql()).await;
        }
        let all = migrator(three());
        let version = "20260102_000000".parse().unwrap();
        assert_eq!(
            all.baseline(&database.url, version)
                .await
                .unwrap()
                .ran
                .len(),
            2
        );
        let states: Vec<State> = all
            .status(&database.url)
            .await
            .unwrap()
            .migrations
            .iter()
            .map(|migration| migration.state)
            .collect();
        assert_eq!(states, [State::Baseline, State::Baseline, State::Pending]);
        assert_eq!(
            all.history(&database.url).await.unwrap()[0].kind,
            "baseline"
        );

        assert_eq!(all.up(&database.url).await.unwrap().ran.len(), 1);
        assert!(all.check(&database.url).await.unwrap().is_ready());
        let error = all.down(&database.url, DownTarget::All).await.unwrap_err();
        assert!(matches!(error, Error::Call { .. }), "{error}");
        assert!(
            error.to_string().contains("create_users is a baseline"),
            "{error}"
        );
        let ran = all.down(&database.url, DownTarget::Version(version)).await;
        assert_eq!(ran.unwrap().ran.len(), 1);
        let error = all
            .down(&database.url, DownTarget::Steps(1))
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("create_posts is a baseline"),
            "{error}"
        );
        assert!(database.has_table("posts").await);
    });
}
