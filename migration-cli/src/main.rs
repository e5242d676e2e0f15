//! The installed `migrate`.

fn main() -> std::process::ExitCode {
    migration_cli::run_installed()
}
