//! Building the migrations package and handing the command over to its binary.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use serde::Deserialize;

#[cfg(feature = "generate")]
use crate::command::schema;
use crate::error::CliError;
use crate::exit::Exit;
#[cfg(feature = "generate")]
use crate::folded::Folded;
#[cfg(feature = "generate")]
use crate::generate::{GenerateError, GenerateErrorKind};
use crate::output::Output;
use crate::output::progress::Progress;
use crate::project::Project;

/// Tells the package's binary where its package lies.
pub(crate) const DIR_VARIABLE: &str = "MIGRATE_DIR";

/// Builds the package's binary and runs it with `arguments`; its exit code is ours.
pub(crate) fn hand_over(
    project: &Project,
    arguments: &[OsString],
    output: &Output,
) -> Result<ExitCode, CliError> {
    let binary = build(project, output)?;
    let mut command = Command::new(&binary);
    command.args(arguments).env(DIR_VARIABLE, &project.dir);
    run(command).map_err(|cause| CliError::file("run", &binary, &cause))
}

/// Builds the package's binary and asks it what its migrations amount to.
#[cfg(feature = "generate")]
pub(crate) fn folded(project: &Project, output: &Output) -> Result<Folded, CliError> {
    let binary = build(project, output)?;
    let told = Command::new(&binary)
        .arg(schema::NAME)
        .env(DIR_VARIABLE, &project.dir)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|cause| CliError::file("run", &binary, &cause))?;
    let answer = serde_json::from_slice::<schema::Answer>(&told.stdout)
        .ok()
        .filter(|answer| answer.framework == schema::FRAMEWORK);
    let Some(answer) = answer else {
        return Err(CliError::usage(
            "no_schema",
            format!("{} does not tell its schema", binary.display()),
        )
        .help(format!(
            "build it with migration-cli {}, the version of this `migrate`; if that is so, the \
             error above says what went wrong",
            schema::FRAMEWORK
        )));
    };
    let misfit = |misfit: schema::Misfit| {
        GenerateError::new(GenerateErrorKind::Schema, misfit.message, misfit.help)
    };
    Ok(answer.folded.map_err(misfit)?)
}

/// The process becomes the other one where the system can do that: signals and the terminal
/// then need no forwarding.
#[cfg(unix)]
fn run(mut command: Command) -> std::io::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn run(mut command: Command) -> std::io::Result<ExitCode> {
    let code = command.status()?.code();
    let code = code.and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(Exit::Unexpected as u8)))
}

/// Builds the package and returns the path of its binary.
pub(crate) fn build(project: &Project, output: &Output) -> Result<PathBuf, CliError> {
    let manifest = project.manifest();
    if !manifest.is_file() {
        return Err(CliError::usage(
            "no_project",
            format!(
                "{} is no migrations package: it has no Cargo.toml",
                project.dir.display()
            ),
        )
        .help("run `migrate init` to make one, or name another with --dir"));
    }
    let progress = Progress::start(output, "compiling migrations…");
    let mut child = start(&manifest)?;
    let errors = child.stderr.take().map(collect);
    let built = child.stdout.take().map(|stdout| watch(stdout, &progress));
    let status = child
        .wait()
        .map_err(|cause| CliError::file("build", &manifest, &cause))?;
    drop(progress);
    let text = errors
        .and_then(|errors| errors.join().ok())
        .unwrap_or_default();
    if !status.success() {
        return Err(does_not_compile(&text, output));
    }
    // Warnings are the user's to see, wherever the result goes.
    if !text.is_empty() && !output.json {
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
    built.flatten().ok_or_else(|| {
        CliError::usage(
            "no_binary",
            format!("{} builds no binary", manifest.display()),
        )
        .help("its src/main.rs calls `migration_cli::run(registry())`; `migrate init` writes one")
    })
}

fn start(manifest: &Path) -> Result<Child, CliError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(&cargo)
        .args([
            "build",
            "--quiet",
            "--message-format=json-render-diagnostics",
        ])
        .arg("--manifest-path")
        .arg(manifest)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| {
            CliError::usage(
                "no_cargo",
                format!("cannot run {}: {cause}", cargo.to_string_lossy()),
            )
            .help("install Rust, or run the package's own binary, which needs no compiler")
        })
}

fn collect(mut stream: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before a failure is still worth showing.
        let _ = stream.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    fresh: bool,
    executable: Option<PathBuf>,
}

/// Follows the build; the last executable is the package's own.
fn watch(stdout: impl Read, progress: &Progress) -> Option<PathBuf> {
    let mut executable = None;
    let mut compiled = 0_u32;
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        let Ok(message) = serde_json::from_str::<Message>(&line) else {
            continue;
        };
        if message.reason != "compiler-artifact" {
            continue;
        }
        if !message.fresh {
            compiled += 1;
            progress.message(format!("compiling migrations… {compiled} crates"));
        }
        executable = message.executable.or(executable);
    }
    executable
}

fn does_not_compile(text: &str, output: &Output) -> CliError {
    let first = text
        .lines()
        .find(|line| line.starts_with("error"))
        .unwrap_or("error: cargo build failed");
    let error = CliError::new(
        Exit::Usage,
        "does_not_compile",
        "the migrations package does not compile",
    );
    if output.json {
        return CliError {
            message: format!("{}: {first}", error.message),
            ..error
        }
        .help(text.trim_end());
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
    error.help("nothing was run; mend what the compiler says above and try again")
}
