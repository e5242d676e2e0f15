//! Running the core: the migrator with our reporter, and the asynchronous runtime.

use std::future::Future;
use std::sync::Arc;

use migration_core::Migrator;

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::report::Reporter;

/// A migrator over the package's migrations, as the flags ask for.
pub(crate) fn migrator(context: &Context, reporter: &Arc<Reporter>) -> Migrator {
    let migrator = Migrator::new(context.registry.clone()).on_event(reporter.listener());
    match context.global.lock_timeout {
        Some(timeout) => migrator.lock_timeout(timeout),
        None => migrator,
    }
}

/// A migrator for commands that only look.
pub(crate) fn reader(context: &Context) -> Migrator {
    Migrator::new(context.registry.clone())
}

/// Waits for the work. One thread is enough: a command does one thing at a time.
pub(crate) fn wait<T>(work: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|cause| CliError::new(Exit::Unexpected, "runtime", cause.to_string()))?;
    Ok(runtime.block_on(work))
}
