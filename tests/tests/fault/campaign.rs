//! One history, many faults: a run that nothing disturbs says what every other one has to end with.

use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Error, Target};
use migration_tests::server::{OwnServer, TestDatabase};

use crate::history::Story;
use crate::points::Outcome;
use crate::proxy::{Point, Proxy, Reached};
use crate::runner::{Ended, Runner, Task, Way};
use crate::servers;
use crate::state::State;

/// What is the same at every point.
pub(crate) struct Campaign<'a> {
    /// Where fresh databases come from.
    source: Box<dyn Fn() -> Option<TestDatabase> + 'a>,
    pub(crate) story: Story,
    pub(crate) dialect: DialectName,
    pub(crate) way: Way,
    /// What the undisturbed run ended with.
    reference: State,
    /// The statements that it sent.
    pub(crate) statements: Vec<String>,
    /// How many statements its migrations have.
    pub(crate) events: usize,
}

impl<'a> Campaign<'a> {
    /// Runs the whole history undisturbed; `None` where there is no server.
    pub(crate) fn start(dialect: DialectName, way: Way) -> Option<Self> {
        let source = Box::new(move || servers::database(dialect));
        Self::with(Story::Whole, way, source).map(|begun| begun.expect("it can be run"))
    }

    /// The same on one server.
    pub(crate) fn on(server: &'a OwnServer, way: Way) -> Self {
        let source = Box::new(|| Some(server.database()));
        let begun = Self::with(Story::Whole, way, source).expect("a server");
        begun.expect("it can be run")
    }

    /// Runs another story; `None` where there is no server, and an error where it cannot do that.
    pub(crate) fn of(dialect: DialectName, story: Story) -> Option<Result<Self, Error>> {
        Self::with(story, Way::Up, Box::new(move || servers::database(dialect)))
    }

    fn with(
        story: Story,
        way: Way,
        source: Box<dyn Fn() -> Option<TestDatabase> + 'a>,
    ) -> Option<Result<Self, Error>> {
        let database = prepared(story, source()?, way);
        let dialect = database.dialect;
        let events = match wait(planned(story, &database, way)) {
            Ok(events) => events,
            Err(error) => return Some(Err(error)),
        };
        let (ended, statements) = if dialect == DialectName::Sqlite {
            (Task::new(story, way, &database.url).run(), Vec::new())
        } else {
            let proxy = Proxy::start(dialect, &database.url, None);
            let ended = Task::new(story, way, proxy.url(&database.url)).run();
            (ended, proxy.statements())
        };
        assert_eq!(
            ended,
            Ended::Done,
            "undisturbed, on {dialect}{}",
            story.name()
        );
        let reference = wait(State::of(&database));
        // Nothing that is compared may be missing from what it is compared with.
        assert!(reference.is_true(), "{reference:?}");
        Some(Ok(Self {
            source,
            story,
            dialect,
            way,
            reference,
            statements,
            events,
        }))
    }

    /// A database with what is there before the run.
    pub(crate) fn database(&self) -> TestDatabase {
        let fresh = (self.source)().expect("there was one before");
        prepared(self.story, fresh, self.way)
    }

    /// The run that is disturbed, and the one after it.
    pub(crate) fn task(&self, url: impl Into<String>) -> Task {
        Task::new(self.story, self.way, url)
    }

    /// Runs through a relay that stops at a point, where `fault` does its worst.
    pub(crate) fn disturbed(
        &self,
        database: &TestDatabase,
        point: Point,
        fault: impl FnOnce(&mut Runner, Reached),
    ) -> Ended {
        let proxy = Proxy::start(self.dialect, &database.url, Some(point));
        self.through(&proxy, database, fault)
    }

    /// The same through a relay that is there already.
    pub(crate) fn through(
        &self,
        proxy: &Proxy,
        database: &TestDatabase,
        fault: impl FnOnce(&mut Runner, Reached),
    ) -> Ended {
        let mut runner = self.task(proxy.url(&database.url)).start();
        let mut fault = Some(fault);
        while !runner.has_ended() {
            if let Some(reached) = proxy.reached()
                && let Some(fault) = fault.take()
            {
                fault(&mut runner, reached);
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        runner.end()
    }

    /// Runs again, and compares with the run that nothing disturbed.
    pub(crate) fn resumed(&self, database: &TestDatabase) -> Outcome {
        match self.task(&database.url).run() {
            Ended::Done => {}
            other => return Err(format!("the next run: {other:?}")),
        }
        self.ended_well(database)
    }

    /// Compares with the run that nothing disturbed.
    pub(crate) fn ended_well(&self, database: &TestDatabase) -> Outcome {
        let difference = self.reference.difference(&wait(State::of(database)));
        if !difference.is_empty() {
            return Err(format!("it ends otherwise:\n{}", difference.join("\n")));
        }
        self.is_free(database)
    }

    /// The lock is, and there is nothing left to do.
    fn is_free(&self, database: &TestDatabase) -> Result<(), String> {
        let url = DatabaseUrl::parse(&database.url).expect("a URL");
        let migrator = self.story.migrator(self.dialect);
        let migrator = migrator.lock_timeout(Duration::ZERO);
        wait(async {
            let taken = match self.way {
                Way::Up => migrator.down(&url, DownTarget::Steps(0)).await,
                Way::Down => migrator.down(&url, DownTarget::All).await,
            };
            match taken {
                Ok(report) if report.ran.is_empty() => {}
                other => return Err(format!("the lock: {other:?}")),
            }
            match (self.way, migrator.check(&url).await) {
                (Way::Up, Ok(ready)) if ready.is_ready() => Ok(()),
                (Way::Down, Ok(ready)) if !ready.is_ready() => Ok(()),
                (_, other) => Err(format!("the readiness check: {other:?}")),
            }
        })
    }

    /// The outcome at a point, with its place where it is a failure.
    pub(crate) fn placed(&self, point: Point, outcome: Outcome) -> Outcome {
        outcome.map_err(|error| format!("{}\n{error}", self.place(point)))
    }

    /// Where a point lies, for messages.
    pub(crate) fn place(&self, point: Point) -> String {
        let text = self
            .statements
            .get(point.statement)
            .map_or("", String::as_str);
        let short: String = text.chars().take(150).collect();
        format!(
            "{}{} {}, {} statement {} of {}: {short}",
            self.dialect,
            self.story.name(),
            self.way,
            point.moment,
            point.statement + 1,
            self.statements.len()
        )
    }
}

/// An empty database, or one where everything is applied.
fn prepared(story: Story, database: TestDatabase, way: Way) -> TestDatabase {
    if way == Way::Down {
        let url = DatabaseUrl::parse(&database.url).expect("a URL");
        let up = wait(story.migrator(database.dialect).up(&url));
        up.unwrap_or_else(|error| panic!("{}: {error}", database.dialect));
    }
    database
}

/// How many statements the migrations have that would run now.
async fn planned(story: Story, database: &TestDatabase, way: Way) -> Result<usize, Error> {
    let url = DatabaseUrl::parse(&database.url).expect("a URL");
    let migrator = story.migrator(database.dialect);
    let plan = match way {
        Way::Up => migrator.plan_up(&url, Target::Latest).await?,
        Way::Down => migrator.plan_down(&url, DownTarget::All).await?,
    };
    Ok(plan.migrations.iter().map(|each| each.statements()).sum())
}

/// Waits for a future.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(future)
}
