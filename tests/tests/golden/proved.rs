//! Every case as two migrations, proved as `migrate verify` proves those of a user: with made
//! rows in the tables, and what the server has afterwards compared with the fold.

use migration_core::driver::DatabaseUrl;
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::schema::DialectName;
use migration_core::verify::VerifyOptions;
use migration_core::{Error, Migrator};
use migration_tests::server;

use crate::runs::{self, Run};

/// Proves the cases, and what is run alone too where there is time for it.
async fn check(dialect: DialectName, patient: bool) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    let server = DatabaseUrl::parse(&database.url).expect("a URL");
    let mut wrong = Vec::new();
    let mut proved = 0;
    let part = std::env::var("GOLDEN_CASES").unwrap_or_default();
    let all = if patient {
        runs::all()
    } else {
        runs::of_cases()
    };
    for run in all {
        let name = run.name.clone();
        match proof(run, &server).await {
            // Its posts go with the user, and it says so of the user alone.
            Ok(findings) if name == "delete_rows" => {
                assert!(findings.iter().all(|each| each.contains("rows of posts")));
                proved += 1;
            }
            Ok(findings) if findings.is_empty() => proved += 1,
            Ok(findings) => wrong.push(format!("{}\n{}", name, findings.join("\n"))),
            Err(Error::Unsupported { .. } | Error::Misfit { .. }) => {}
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{dialect}:\n{}", wrong.join("\n"));
    assert!(
        proved > 100 || !part.is_empty(),
        "{dialect} proved only {proved} cases"
    );
}

/// The differences that the proof of a case finds.
async fn proof(run: Run, server: &DatabaseUrl) -> Result<Vec<String>, Error> {
    let version = |text: &str| text.parse().expect("a version");
    let history = vec![
        Recorded::new(
            version("20260101_000001"),
            "before",
            run.setup,
            Down::Derived,
        ),
        Recorded::new(
            version("20260101_000002"),
            run.name,
            run.operations,
            Down::Derived,
        ),
    ];
    let migrator = Migrator::new(Registry::of_recorded(history));
    let verdict = migrator.verify(server, &VerifyOptions::default()).await?;
    let counting = verdict.all_findings().filter(|(_, finding)| finding.counts);
    Ok(counting
        .map(|(_, finding)| {
            format!(
                "    {}, {}: {}\n      - {:?}\n      + {:?}\n      {}",
                finding.phase,
                finding.object,
                finding.why,
                finding.missing,
                finding.extra,
                finding.sql.as_deref().unwrap_or_default()
            )
        })
        .collect())
}

#[tokio::test]
async fn every_case_is_proved_on_sqlite() {
    check(DialectName::Sqlite, false).await;
}

#[tokio::test]
#[ignore = "a minute"]
async fn every_option_is_proved_on_sqlite() {
    check(DialectName::Sqlite, true).await;
}

#[tokio::test]
#[ignore = "minutes: a database or two are made and dropped for each case"]
async fn every_option_is_proved_on_postgres() {
    check(DialectName::Postgres, true).await;
}

#[tokio::test]
#[ignore = "minutes: a database or two are made and dropped for each case"]
async fn every_option_is_proved_on_mysql() {
    check(DialectName::Mysql, true).await;
}
