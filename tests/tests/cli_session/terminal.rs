//! What a person at a terminal is asked, in a real one: each question, with each kind of answer.

use std::time::{Duration, Instant};

use migration_tests::cli::{Project, migrate};
use migration_tests::server;
use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

/// Long enough to build the package.
const PATIENCE_MS: u64 = 120_000;

const CONFIG: &str = "\
[profile.dev]
url = \"sqlite://dev.db\"

[profile.prod]
url = \"sqlite://shop.db\"
protected = true
backup = { check = \"true\" }
";

/// A command with a terminal of its own.
struct Terminal(PtySession);

impl Terminal {
    fn run(project: &Project, variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        let mut command = project.command(migrate().as_os_str(), arguments, &[]);
        // Where these are set nobody is asked, or nothing is coloured.
        command.env_remove("CI").env("TERM", "xterm-256color");
        command.envs(variables.iter().copied());
        // A server that another test starts meanwhile would hold on to the terminal, which then
        // has no end: they are started before.
        drop(server::all());
        Self(spawn_command(command, Some(PATIENCE_MS)).expect("a terminal"))
    }

    #[track_caller]
    fn shows(&mut self, text: &str) -> &mut Self {
        if let Err(error) = self.0.exp_string(text) {
            panic!("no {text:?}: {error}");
        }
        self
    }

    fn answer(&mut self, line: &str) -> &mut Self {
        self.0.send_line(line).expect("a line is typed");
        self
    }

    fn control(&mut self, key: char) -> &mut Self {
        self.0.send_control(key).expect("a key is pressed");
        self
    }

    /// The rest of what is shown, and how it ended. That the terminal ends is no sign: a server that
    /// another test started meanwhile may hold on to it.
    fn ends(&mut self) -> (String, WaitStatus) {
        let start = Instant::now();
        let status = loop {
            match self.0.process().status() {
                None | Some(WaitStatus::StillAlive) => {
                    assert!(
                        start.elapsed() < Duration::from_millis(PATIENCE_MS),
                        "no end"
                    );
                    std::thread::sleep(Duration::from_millis(20));
                }
                Some(status) => break status,
            }
        };
        // What it wrote last is still on its way.
        let (mut rest, mut last) = (String::new(), Instant::now());
        while last.elapsed() < Duration::from_millis(500) {
            match self.0.try_read() {
                Some(char) => {
                    rest.push(char);
                    last = Instant::now();
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        (rest, status)
    }

    #[track_caller]
    fn exits(&mut self, code: i32) -> String {
        let (rest, status) = self.ends();
        assert!(
            matches!(status, WaitStatus::Exited(_, found) if found == code),
            "{status:?}, not {code}: {rest}"
        );
        rest
    }
}

fn package(name: &str) -> Project {
    let project = Project::init(name, &[]);
    project.write("migrations/migrate.toml", CONFIG);
    project.write_migration(
        "m20260101_090000_create_users",
        r#"schema.create_table("users", |t| { t.id(); });"#,
    );
    project.migrate(&["up"]).exits(0);
    project.migrate(&["up", "-e", "prod"]).exits(0);
    project
}

#[test]
fn the_question_whether_data_may_be_lost() {
    let project = package("terminal-loss");
    let question = "reversing 1 migration loses data in ";
    let ask = |arguments: &[&str]| {
        let mut terminal = Terminal::run(&project, &[], arguments);
        terminal
            .shows("loses:")
            .shows("drop table users")
            .shows(question)
            .shows("dev.db")
            .shows("Go on? [y/N] ");
        terminal
    };
    for answer in ["n", "", "maybe", "yy"] {
        let rest = ask(&["down"]).answer(answer).exits(6);
        assert!(rest.contains("nothing was done"), "{answer:?}: {rest}");
    }
    // The end of what is typed is no agreement.
    assert!(
        ask(&["down"])
            .control('d')
            .exits(6)
            .contains("nothing was done")
    );
    let (rest, status) = ask(&["down"]).control('c').ends();
    assert!(
        matches!(
            status,
            WaitStatus::Signaled(_, rexpect::process::Signal::SIGINT, _)
        ),
        "{status:?}: {rest}"
    );
    project.migrate(&["status", "--check"]).exits(0);
    for (arguments, answer) in [(&["redo"][..], "Y"), (&["reset"], "yes")] {
        let rest = ask(arguments).answer(answer).exits(0);
        assert!(rest.contains("2 migrations run"), "{rest}");
    }
    let rest = ask(&["down"]).answer("y").exits(0);
    assert!(rest.contains("1 migration reversed"), "{rest}");
    project.migrate(&["status", "--check"]).exits(3);
}

#[test]
fn the_name_of_a_protected_database() {
    let project = package("terminal-name");
    let ask = || {
        let mut terminal = Terminal::run(&project, &[], &["down", "--yes", "-e", "prod"]);
        terminal
            .shows("which is protected as \"prod\". Type ")
            .shows("shop.db")
            .shows(" to go on: ");
        terminal
    };
    for answer in ["dev.db", "y", ""] {
        let rest = ask().answer(answer).exits(6);
        let wrong = format!("its name is \"shop.db\", not {answer:?}");
        assert!(rest.contains(&wrong), "{rest}");
    }
    let (rest, status) = ask().control('c').ends();
    assert!(
        matches!(
            status,
            WaitStatus::Signaled(_, rexpect::process::Signal::SIGINT, _)
        ),
        "{status:?}: {rest}"
    );
    project
        .migrate(&["status", "--check", "-e", "prod"])
        .exits(0);
    let rest = ask().answer("shop.db").exits(0);
    assert!(rest.contains("1 migration reversed"), "{rest}");
}

#[test]
fn nobody_is_asked_where_nobody_can_answer() {
    let project = package("terminal-silent");
    for (variables, arguments) in [
        (&[][..], &["down", "--non-interactive"][..]),
        (&[("CI", "true")], &["down"]),
        (&[], &["down", "--json"]),
    ] {
        let shown = Terminal::run(&project, variables, arguments).exits(6);
        assert!(!shown.contains("[y/N]"), "{shown}");
        assert!(shown.contains("--yes"), "{shown}");
    }
    project.migrate(&["status", "--check"]).exits(0);
}

#[test]
fn colours_are_for_terminals() {
    let project = package("terminal-colours");
    for (variables, arguments, coloured) in [
        (&[][..], &["status"][..], true),
        (&[], &["status", "--color", "never"], false),
        (&[("NO_COLOR", "1")], &["status"], false),
        (&[("TERM", "dumb")], &["status"], false),
    ] {
        let shown = Terminal::run(&project, variables, arguments).exits(0);
        let table = &shown[shown.find("state").expect("a table")..];
        assert_eq!(
            table.contains("\u{1b}["),
            coloured,
            "{arguments:?}: {shown:?}"
        );
    }
    let piped = project.migrate(&["status"]).exits(0);
    assert!(!piped.to_string().contains('\u{1b}'), "{piped}");
}
