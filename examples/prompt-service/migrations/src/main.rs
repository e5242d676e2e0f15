//! The `migrate` command of this package alone: ship this binary to production.

fn main() -> std::process::ExitCode {
    migration_cli::run(prompt_service_migrations::registry())
}
