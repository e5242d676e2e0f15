//! How data migrations run in batches, as a profile says it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use migration_core::driver::DatabaseUrl;
use migration_core::{DataOptions, Wait, WaitHook};
use serde::Deserialize;

use crate::limits::Time;
use crate::output::without_secrets;
use crate::shell::{self, Words};

/// `[profile.NAME.data]`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataSettings {
    batch_time: Option<BatchTime>,
    batch_rows: Option<BatchRows>,
    pause: Option<Time>,
    max_replica_lag: Option<Time>,
    /// Addresses, with variables in them.
    #[serde(default)]
    pub(crate) replicas: Vec<String>,
    max_load: Option<u32>,
    wait_command: Option<WaitCommand>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Time")]
struct BatchTime(Duration);

impl TryFrom<Time> for BatchTime {
    type Error = &'static str;

    fn try_from(Time(time): Time) -> Result<Self, Self::Error> {
        if time.is_zero() {
            return Err("a batch needs some time: 200ms is usual");
        }
        Ok(Self(time))
    }
}

/// The fewest and the most rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "(u32, u32)")]
struct BatchRows(u32, u32);

impl TryFrom<(u32, u32)> for BatchRows {
    type Error = &'static str;

    fn try_from((least, most): (u32, u32)) -> Result<Self, Self::Error> {
        if least == 0 || least > most {
            return Err("write the fewest and the most rows of a batch, like [100, 20000]");
        }
        Ok(Self(least, most))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Words")]
struct WaitCommand(Words);

impl TryFrom<Words> for WaitCommand {
    type Error = &'static str;

    fn try_from(words: Words) -> Result<Self, Self::Error> {
        if words.is_empty() {
            return Err("it names no program");
        }
        Ok(Self(words))
    }
}

/// The command is asked no more often than this: to start a program costs more than to walk a few rows.
const EVERY: Duration = Duration::from_secs(1);

/// How long it may take to answer. Without an answer the batches wait.
const LONGEST: Duration = Duration::from_secs(60);

impl DataSettings {
    /// The options of a run; `variables` are what the command is told.
    pub(crate) fn options(
        &self,
        replicas: Vec<DatabaseUrl>,
        variables: Vec<(&'static str, String)>,
    ) -> DataOptions {
        let usual = DataOptions::default();
        let time = |time: Option<Time>| time.map(|Time(time)| time);
        let command = self.wait_command.clone();
        DataOptions {
            batch_time: self.batch_time.map_or(usual.batch_time, |time| time.0),
            batch_rows: self
                .batch_rows
                .map_or(usual.batch_rows, |rows| (rows.0, rows.1)),
            pause: time(self.pause).unwrap_or(usual.pause),
            max_lag: time(self.max_replica_lag),
            replicas,
            max_load: self.max_load,
            hook: command.map(|WaitCommand(words)| hook(words, variables)),
        }
    }
}

/// Asks the command whether to go on.
fn hook(words: Words, variables: Vec<(&'static str, String)>) -> WaitHook {
    let asked: Arc<Mutex<Option<(Instant, Wait)>>> = Arc::default();
    Arc::new(move || {
        let (words, variables, asked) = (words.clone(), variables.clone(), Arc::clone(&asked));
        Box::pin(async move {
            let before = asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some((_, answer)) = before.filter(|(when, _)| when.elapsed() < EVERY) {
                return answer;
            }
            // The runtime has one thread, on which the connection lives.
            let asking = tokio::task::spawn_blocking(move || ask(&words, &variables));
            let answer = asking
                .await
                .unwrap_or_else(|cause| Wait::Because(format!("wait_command: {cause}")));
            *asked.lock().unwrap_or_else(PoisonError::into_inner) =
                Some((Instant::now(), answer.clone()));
            answer
        })
    })
}

fn ask(words: &Words, variables: &[(&'static str, String)]) -> Wait {
    let answer = words
        .command()
        .ok_or_else(|| "names no program".to_owned())
        .and_then(|mut command| {
            shell::set(&mut command, variables);
            shell::ask(command, LONGEST)
        });
    let reason = match answer {
        Ok((status, _)) if status.success() => return Wait::No,
        Ok((_, Some(line))) => line,
        Ok((status, None)) => format!("ended with {status}"),
        Err(problem) => problem,
    };
    Wait::Because(format!("wait_command: {}", without_secrets(&reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Result<DataSettings, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn what_is_not_said_is_as_usual() {
        let usual = DataOptions::default();
        let none = settings("").unwrap().options(Vec::new(), Vec::new());
        assert_eq!(none.batch_time, usual.batch_time);
        assert_eq!(none.batch_rows, usual.batch_rows);
        assert!(none.hook.is_none() && none.max_lag.is_none() && none.max_load.is_none());
        let all = "batch_time = \"50ms\"\nbatch_rows = [10, 500]\npause = 1\n\
                   max_replica_lag = \"2s\"\nmax_load = 8\nwait_command = \"true\"";
        let all = settings(all).unwrap().options(Vec::new(), Vec::new());
        assert_eq!(all.batch_time, Duration::from_millis(50));
        assert_eq!(all.batch_rows, (10, 500));
        assert_eq!(all.pause, Duration::from_secs(1));
        assert_eq!(all.max_lag, Some(Duration::from_secs(2)));
        assert_eq!(all.max_load, Some(8));
        assert!(all.hook.is_some());
    }

    #[test]
    fn mistakes_say_what_is_meant() {
        for (text, expected) in [
            ("batch_time = 0", "200ms is usual"),
            ("batch_time = true", "a time like"),
            ("batch_rows = [0, 5]", "the fewest and the most"),
            ("batch_rows = [50, 5]", "the fewest and the most"),
            ("pause = \"soon\"", "write seconds"),
            ("wait_command = \" \"", "names no program"),
            ("wait_command = []", "names no program"),
            ("wait_command = 5", "a line for the shell"),
            ("lag = 5", "unknown field `lag`"),
        ] {
            let problem = settings(text).unwrap_err();
            assert!(problem.contains(expected), "{text}: {problem}");
        }
    }

    #[test]
    fn the_command_says_whether_to_go_on() {
        for (line, expected) in [
            ("exit 0", None),
            ("echo busy; echo more; exit 1", Some("busy")),
            ("echo >&2 'no such host'; exit 2", Some("no such host")),
            ("exit 3", Some("ended with exit status: 3")),
            ("test \"$MIGRATE_PROFILE\" = prod", None),
            ("echo mysql://u:secret@h/d; exit 1", Some("mysql://…")),
        ] {
            let words = Words::Line(line.to_owned());
            let answer = ask(&words, &[("PROFILE", "prod".to_owned())]);
            let meant = match expected {
                None => Wait::No,
                Some(reason) => Wait::Because(format!("wait_command: {reason}")),
            };
            assert_eq!(answer, meant, "{line}");
        }
        let nothing = Words::Program(vec!["/no/such/program".to_owned()]);
        assert!(matches!(ask(&nothing, &[]), Wait::Because(why) if why.contains("cannot be run")));
    }

    #[test]
    fn it_is_not_asked_for_every_batch() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("asked");
        let words = Words::Line(format!("echo asked >> '{}'", file.display()));
        let hook = hook(words, Vec::new());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            for _ in 0..20 {
                assert_eq!(hook().await, Wait::No);
            }
        });
        let asked = std::fs::read_to_string(file).unwrap().lines().count();
        assert!((1..20).contains(&asked), "{asked}");
    }
}
