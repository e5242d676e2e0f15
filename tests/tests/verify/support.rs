use migration_core::Migrator;
use migration_core::driver::DatabaseUrl;
use migration_core::migration::{Down, Recorded, Registry, Version};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::verify::{Finding, Outcome, Verdict, VerifyOptions};
use migration_tests::server::{self, TestDatabase};

/// Migrations with versions one after the other.
#[derive(Default)]
pub(crate) struct History(Vec<Recorded>);

pub(crate) fn version(number: usize) -> Version {
    format!("20260101_{number:06}").parse().unwrap()
}

impl History {
    /// One with a derived way back.
    pub(crate) fn up(mut self, name: &str, up: impl FnOnce(&mut SchemaBuilder)) -> Self {
        self.push(name, up, Down::Derived);
        self
    }

    /// One with a written way back.
    pub(crate) fn up_and_down(
        mut self,
        name: &str,
        up: impl FnOnce(&mut SchemaBuilder),
        down: impl FnOnce(&mut SchemaBuilder),
    ) -> Self {
        let mut schema = SchemaBuilder::new();
        down(&mut schema);
        self.push(name, up, Down::Written(schema.into_operations()));
        self
    }

    fn push(&mut self, name: &str, up: impl FnOnce(&mut SchemaBuilder), down: Down) {
        let mut schema = SchemaBuilder::new();
        up(&mut schema);
        let version = version(self.0.len() + 1);
        let recorded = Recorded::new(version, name, schema.into_operations(), down);
        self.0.push(recorded);
    }

    pub(crate) fn migrator(&self) -> Migrator {
        Migrator::new(Registry::of_recorded(self.0.clone()))
    }

    /// The verdict on the server of this database.
    pub(crate) fn verdict(&self, on: &TestDatabase) -> Verdict {
        self.verdict_with(on, &VerifyOptions::default())
    }

    pub(crate) fn verdict_with(&self, on: &TestDatabase, options: &VerifyOptions) -> Verdict {
        let url = DatabaseUrl::parse(&on.url).unwrap();
        wait(self.migrator().verify(&url, options)).unwrap_or_else(|error| {
            panic!("{}: {error}", on.dialect);
        })
    }

    /// Looks at the verdict of every server.
    pub(crate) fn everywhere(&self, look: impl Fn(DialectName, &Verdict)) {
        for database in server::all() {
            println!("on {}", database.dialect);
            let verdict = self.verdict(&database);
            look(database.dialect, &verdict);
            assert_eq!(
                database.contents(),
                Vec::<String>::new(),
                "the own database"
            );
        }
    }
}

pub(crate) fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(work)
}

/// How the migration of this number went: up, down, up again.
pub(crate) fn ways(verdict: &Verdict, number: usize) -> [Outcome; 3] {
    let migration = &verdict.migrations[number - 1];
    assert_eq!(migration.version, version(number));
    [migration.up, migration.down, migration.again]
}

/// The findings at the migration of this number.
pub(crate) fn findings(verdict: &Verdict, number: usize) -> &[Finding] {
    &verdict.migrations[number - 1].findings
}

/// Each finding in a line: what counts has a `!`.
pub(crate) fn listed(verdict: &Verdict) -> Vec<String> {
    verdict
        .all_findings()
        .map(|(migration, finding)| {
            format!(
                "{}{} {} {}: {} (-{:?} +{:?})",
                if finding.counts { "! " } else { "" },
                migration.map_or("all", |migration| migration.name.as_str()),
                finding.phase,
                finding.object,
                finding.why,
                finding.missing,
                finding.extra,
            )
        })
        .collect()
}

pub(crate) const SAME: [Outcome; 3] = [Outcome::Same, Outcome::Same, Outcome::Same];

/// A table of users, for what comes behind it.
pub(crate) fn users() -> History {
    History::default().up("create_users", |schema| {
        schema.create_table("users", |t| {
            t.id();
            t.column(varchar("email", 200).unique());
            t.column(varchar("name", 80).nullable());
        });
    })
}
