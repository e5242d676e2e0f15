//! Formatting with the `rustfmt` on the machine, by the settings of the package.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// The source as `rustfmt` writes it; as it is where there is no `rustfmt`, or it fails.
pub(super) fn formatted(source: &str, package: &Path) -> String {
    run(source, package).unwrap_or_else(|| source.to_owned())
}

fn run(source: &str, package: &Path) -> Option<String> {
    let directory = if package.is_dir() {
        package
    } else {
        Path::new(".")
    };
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--quiet"])
        .current_dir(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(source.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then_some(text)
}
