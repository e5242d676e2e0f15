//! Commands of the user's, as the configuration writes them: a line for the shell, or a program
//! with its arguments.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "a line for the shell, or a program with its arguments"
)]
pub(crate) enum Words {
    Line(String),
    Program(Vec<String>),
}

/// So much of what a command prints is kept.
const MOST_BYTES: u64 = 4_096;

impl Words {
    /// The command; `None` where no program is named.
    pub(crate) fn command(&self) -> Option<Command> {
        match self {
            Self::Line(line) => {
                let (shell, flag) = if cfg!(windows) {
                    ("cmd", "/C")
                } else {
                    ("sh", "-c")
                };
                let mut command = Command::new(shell);
                command.arg(flag).arg(line);
                Some(command)
            }
            Self::Program(words) => {
                let (program, arguments) = words.split_first()?;
                let mut command = Command::new(program);
                command.args(arguments);
                Some(command)
            }
        }
    }

    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Line(line) => line.trim().is_empty(),
            Self::Program(words) => words.first().is_none_or(|word| word.trim().is_empty()),
        }
    }
}

/// Variables for a command: names without `MIGRATE_`. No variable can hold a NUL.
pub(crate) fn set(command: &mut Command, variables: &[(&'static str, String)]) {
    for (name, value) in variables {
        command.env(format!("MIGRATE_{name}"), value.replace('\0', ""));
    }
}

/// Waits for the end of a command; the error is that it took longer, and was ended.
pub(crate) fn wait(child: &mut Child, longest: Duration) -> Result<ExitStatus, String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() < longest => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Ok(None) => {
                // Where it cannot be ended it ended just now.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("was ended after {} s", longest.as_secs()));
            }
            Err(cause) => return Err(format!("cannot be waited for: {cause}")),
        }
    }
}

/// Runs a command that is asked something: how it ended, and the first line that it printed.
pub(crate) fn ask(
    mut command: Command,
    longest: Duration,
) -> Result<(ExitStatus, Option<String>), String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| format!("cannot be run: {cause}"))?;
    let printed = [
        child.stdout.take().map(|pipe| read(Box::new(pipe))),
        child.stderr.take().map(|pipe| read(Box::new(pipe))),
    ];
    let status = wait(&mut child, longest)?;
    let line = printed.into_iter().flatten().find_map(|text| {
        // A program that it left running may keep the pipe open.
        let text = text.recv_timeout(Duration::from_secs(1)).ok()?;
        let line = text.lines().find(|line| !line.trim().is_empty())?;
        Some(line.trim().chars().take(200).collect())
    });
    Ok((status, line))
}

/// Reads the beginning of what is printed, and lets the rest go.
fn read(mut pipe: Box<dyn Read + Send>) -> std::sync::mpsc::Receiver<String> {
    let (sender, text) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What cannot be read was not printed.
        let _ = pipe.by_ref().take(MOST_BYTES).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut pipe, &mut std::io::sink());
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    text
}
