//! Commands of the user's that are run when a run has ended.
//!
//! What happened reaches them as JSON on standard input and in variables, never as a part of the
//! command: so no name or message can become one.

use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::output::Output;
use crate::shell::{self, Words};

/// `[profile.NAME.hooks]`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hooks {
    on_success: Option<Words>,
    on_failure: Option<Words>,
}

/// How long a hook may take: a run must not hang because of one.
const LONGEST: Duration = Duration::from_secs(60);

/// What a hook is told.
pub(crate) struct Outcome<'a> {
    pub(crate) success: bool,
    /// Names without `MIGRATE_`, and their values.
    pub(crate) variables: &'a [(&'static str, String)],
    pub(crate) document: &'a Value,
}

impl Hooks {
    /// Runs the hook for this outcome. Where it fails that is a warning: the result stays what it is.
    pub(crate) fn run(&self, outcome: &Outcome<'_>, output: &Output) {
        let (name, words) = match outcome.success {
            true => ("on_success", &self.on_success),
            false => ("on_failure", &self.on_failure),
        };
        let Some(words) = words else { return };
        if let Err(problem) = run(words, outcome, LONGEST) {
            output.note(format!("the hook {name} {problem}"));
        }
    }
}

fn run(words: &Words, outcome: &Outcome<'_>, longest: Duration) -> Result<(), String> {
    let mut command = words.command().ok_or("names no program")?;
    shell::set(&mut command, outcome.variables);
    let mut child = command
        .stdin(Stdio::piped())
        // What a machine reads on standard output is the run's alone.
        .stdout(Stdio::from(std::io::stderr()))
        .spawn()
        .map_err(|cause| format!("cannot be run: {cause}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        let text = outcome.document.to_string();
        // Who does not read it need not.
        std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    }
    match shell::wait(&mut child, longest)? {
        status if status.success() => Ok(()),
        status => Err(format!("failed with {status}")),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use serde_json::json;

    use super::*;

    fn outcome(document: &Value) -> Outcome<'_> {
        Outcome {
            success: true,
            variables: &[],
            document,
        }
    }

    #[test]
    fn a_hook_is_a_line_or_a_program() {
        let hooks: Hooks =
            toml::from_str("on_success = \"exit 3\"\non_failure = [\"true\", \"$(false)\"]")
                .unwrap();
        let document = json!({});
        let ran =
            |words: &Option<Words>| run(words.as_ref().unwrap(), &outcome(&document), LONGEST);
        assert!(ran(&hooks.on_success).unwrap_err().contains("failed with"));
        assert_eq!(ran(&hooks.on_failure), Ok(()));
        let nothing = Words::Program(Vec::new());
        assert!(run(&nothing, &outcome(&document), LONGEST).is_err());
        assert!(toml::from_str::<Hooks>("after = \"x\"").is_err());
    }

    #[test]
    fn a_hook_that_hangs_is_ended() {
        let sleeps = Words::Line("exec sleep 20".to_owned());
        let document = json!({});
        let start = Instant::now();
        let problem = run(&sleeps, &outcome(&document), Duration::from_millis(200)).unwrap_err();
        assert!(problem.contains("was ended"), "{problem}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
