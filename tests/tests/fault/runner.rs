//! A runner in a process of its own, which can be killed: this program again, told by its
//! environment to migrate and nothing else.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_core::migration::Limits;
use migration_core::{DownTarget, Error, Event, Migrator};

use crate::history::Story;

/// Which way a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Up,
    Down,
}

impl Way {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

impl std::fmt::Display for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a runner ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It did what it should.
    Done,
    /// It said why it could not.
    Refused(String),
    /// It was killed.
    Killed,
}

const URL: &str = "FAULT_URL";
const WAY: &str = "FAULT_WAY";
const STORY: &str = "FAULT_STORY";
const HALT: &str = "FAULT_HALT";
const CLOCK: &str = "FAULT_CLOCK";
const HASTE: &str = "FAULT_HASTE";
/// What a runner's line begins with.
const SAYS: &str = "runner: ";

/// What a runner is to do.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) story: Story,
    pub(crate) way: Way,
    pub(crate) url: String,
    /// What runs it and watches it, with its arguments.
    pub(crate) watcher: Vec<String>,
    pub(crate) settings: Vec<(&'static str, String)>,
}

impl Task {
    pub(crate) fn new(story: Story, way: Way, url: impl Into<String>) -> Self {
        Self {
            story,
            way,
            url: url.into(),
            watcher: Vec::new(),
            settings: Vec::new(),
        }
    }

    /// It stops before this statement of its migrations, and waits there for its end.
    pub(crate) fn halting(self, statement: usize) -> Self {
        self.with(HALT, statement.to_string())
    }

    /// It sets its clock before this statement of its migrations: a file of libfaketime.
    pub(crate) fn setting_its_clock(self, statement: usize, to: &str) -> Self {
        self.with(CLOCK, format!("{statement} {to}"))
    }

    /// It waits for nobody longer than that.
    pub(crate) fn hasty(self, patience: Duration) -> Self {
        self.with(HASTE, patience.as_millis().to_string())
    }

    pub(crate) fn with(mut self, name: &'static str, value: String) -> Self {
        self.settings.push((name, value));
        self
    }

    pub(crate) fn start(&self) -> Runner {
        let program = std::env::current_exe().expect("this program");
        let mut command = match self.watcher.split_first() {
            Some((watcher, arguments)) => {
                let mut command = Command::new(watcher);
                command.args(arguments).arg(program);
                command
            }
            None => Command::new(program),
        };
        command
            .args(["--exact", "runner::the_runner", "--ignored", "--nocapture"])
            .env(URL, &self.url)
            .env(WAY, self.way.as_str())
            .env(STORY, self.story.text())
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the runner starts");
        let out = BufReader::new(child.stdout.take().expect("piped"));
        let err = child.stderr.take().expect("piped");
        Runner { child, out, err }
    }

    /// Starts it and waits for its end.
    pub(crate) fn run(&self) -> Ended {
        self.start().end()
    }
}

/// A runner that was started. It does not outlive the value.
pub(crate) struct Runner {
    child: Child,
    out: BufReader<ChildStdout>,
    err: ChildStderr,
}

impl Runner {
    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        // Where it has ended already, there is nothing to kill.
        let _ = self.child.kill();
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_some()
    }

    /// Waits until it halts; `false` where it ends before.
    pub(crate) fn halts(&mut self) -> bool {
        self.says().is_some_and(|word| word == HALTS)
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Ended {
        let mut last = None;
        while let Some(said) = self.says() {
            last = Some(said);
        }
        let mut noise = String::new();
        let read = self.err.read_to_string(&mut noise);
        read.expect("its errors are text");
        self.child.wait().expect("a child");
        match last.as_deref() {
            Some("done") => Ended::Done,
            Some(said) if said != HALTS => Ended::Refused(said.to_owned()),
            _ if noise.contains("panicked") => Ended::Refused(noise),
            _ => Ended::Killed,
        }
    }

    fn says(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.out.read_line(&mut line).expect("its output is text") > 0 {
            // The test harness has written its own words before it on the line.
            if let Some((_, said)) = line.split_once(SAYS) {
                return Some(said.trim_end().to_owned());
            }
            line.clear();
        }
        None
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.wait();
    }
}

const HALTS: &str = "halts";

#[test]
#[ignore = "the process that the other tests start"]
fn the_runner() {
    let Ok(url) = std::env::var(URL) else {
        return;
    };
    let url = DatabaseUrl::parse(&url).expect("a URL");
    let told = |name: &str| std::env::var(name).unwrap_or_default();
    let mut migrator = Story::parse(&told(STORY)).migrator(url.dialect());
    // The next run waits until a dead one has been silent for so long.
    migrator = migrator.lock_lease(Duration::from_secs(1));
    if let Ok(millis) = told(HASTE).parse() {
        let patience = Duration::from_millis(millis);
        let limits = Limits::new().lock_wait(patience).retry_for(Duration::ZERO);
        migrator = migrator.lock_timeout(patience).limits(limits);
    }
    let migrator = obedient(migrator, told(HALT).parse().ok(), told(CLOCK));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let result: Result<_, Error> = runtime.block_on(async {
        match told(WAY).as_str() {
            "down" => migrator.down(&url, DownTarget::All).await,
            _ => migrator.up(&url).await,
        }
    });
    match result {
        Ok(_) => println!("{SAYS}done"),
        Err(error) => {
            let line = format!("{error} ({})", error.code()).replace('\n', " ");
            println!("{SAYS}{line}");
        }
    }
}

/// Does what it is told at a statement.
fn obedient(migrator: Migrator, halt: Option<usize>, clock: String) -> Migrator {
    let seen = AtomicUsize::new(0);
    migrator.on_event(Arc::new(move |event| {
        if !matches!(event, Event::Statement { .. }) {
            return;
        }
        let number = seen.fetch_add(1, Ordering::Relaxed);
        if Some(number) == halt {
            println!("{SAYS}{HALTS}");
            loop {
                std::thread::park();
            }
        }
        if let Some((at, to)) = clock.split_once(' ')
            && at.parse() == Ok(number)
            && let Some((file, time)) = to.split_once(' ')
        {
            std::fs::write(file, time).expect("the clock's file");
        }
    }))
}
