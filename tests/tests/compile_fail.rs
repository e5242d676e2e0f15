//! What the compiler refuses, and how that reads: each case's message stands beside it.

use std::process::Command;

/// The compiler whose words the messages are in: others phrase their notes differently.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn the_compiler_refuses_with_a_readable_message() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc runs");
    let version = String::from_utf8_lossy(&output.stdout);
    if !version.starts_with(COMPILER) && std::env::var_os("CI").is_none() {
        let note = format!("\nSKIPPED: the messages are {COMPILER}x's, this is {version}\n");
        let _ = std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes());
        return;
    }
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
