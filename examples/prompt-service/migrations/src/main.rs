//! The `migrate` command of this package alone: ship this binary to production.

mod migrations;

fn main() -> std::process::ExitCode {
    migration_cli::run(migration_core::registry!())
}
