//! Running the core: the migrator with our reporter, and the asynchronous runtime.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use migration_core::Migrator;
use migration_core::driver::DatabaseUrl;
use migration_core::migration::Limits;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::report::Reporter;

/// A migrator over the package's migrations, as the flags ask for.
pub(crate) fn migrator(context: &Context, limits: Limits, reporter: &Arc<Reporter>) -> Migrator {
    let migrator = Migrator::new(context.registry.clone())
        .limits(limits)
        .on_event(reporter.listener());
    match context.global.lock_timeout {
        Some(timeout) => migrator.lock_timeout(timeout),
        None => migrator,
    }
}

/// As [`migrator`], for the database of a profile.
pub(crate) fn migrator_on(
    context: &Context,
    target: &Target,
    reporter: &Arc<Reporter>,
) -> Migrator {
    let migrator = migrator(context, target.limits, reporter).data(target.data.clone());
    match target.pooled {
        Some(pooled) => migrator.pooled(pooled),
        None => migrator,
    }
}

/// As [`migrator_on`], for what moves the ledger: a protected database remembers that it is one.
pub(crate) fn migrator_for(
    context: &Context,
    target: &Target,
    reporter: &Arc<Reporter>,
) -> Migrator {
    let migrator = migrator_on(context, target, reporter);
    match &target.protected {
        Some(profile) => migrator.protected(profile),
        None => migrator,
    }
}

/// A migrator for commands that only look.
pub(crate) fn reader(context: &Context) -> Migrator {
    Migrator::new(context.registry.clone())
}

/// Does something that is not asynchronous while nobody migrates the database. The lock is held on
/// a thread of its own, whose runtime goes on meanwhile.
pub(crate) fn while_locked<T>(
    migrator: &Migrator,
    url: &DatabaseUrl,
    work: impl FnOnce() -> Result<T, CliError>,
) -> Result<T, CliError> {
    let (taken, answer) = mpsc::channel();
    let done = Arc::new(AtomicBool::new(false));
    let (migrator, url, end) = (migrator.clone(), url.clone(), Arc::clone(&done));
    let holder = std::thread::spawn(move || {
        let within = taken.clone();
        let held = wait(migrator.locked(&url, async move {
            // Nobody listens any more where the work panicked.
            let _ = within.send(Ok(()));
            while !end.load(Ordering::Acquire) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(())
        }));
        if let Err(error) = held.and_then(|held| held.map_err(CliError::from)) {
            let _ = taken.send(Err(error));
        }
    });
    let result = match answer.recv() {
        Ok(Ok(())) => work(),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(CliError::new(
            Exit::Unexpected,
            "lock",
            "the thread that takes the lock ended",
        )),
    };
    done.store(true, Ordering::Release);
    let _ = holder.join();
    result
}

/// Waits for the work. One thread is enough: a command does one thing at a time.
pub(crate) fn wait<T>(work: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|cause| CliError::new(Exit::Unexpected, "runtime", cause.to_string()))?;
    Ok(runtime.block_on(work))
}
