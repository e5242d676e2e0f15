//! What happens, told to `tracing`: a span for each run, migration and statement, and an event
//! where the core reports one. Whoever subscribes decides where that goes, OpenTelemetry too.

use std::future::Future;

use tracing::{Instrument as _, Span, debug, error, info, info_span, trace_span, warn};

use crate::driver::Source;
use crate::error::Error;
use crate::event::Event;
use crate::plan::MigrationPlan;

/// The whole of a call that may change a database. Its error is an event in its span.
pub(super) async fn run<T>(
    what: &'static str,
    source: &dyn Source,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let span = info_span!(
        "migrate",
        what,
        dialect = source.dialect().as_str(),
        database = source.database(),
    );
    async {
        let result = work.await;
        if let Err(error) = &result {
            error!(code = error.code(), %error, "failed");
        }
        result
    }
    .instrument(span)
    .await
}

/// The span of a migration.
pub(super) fn migration(plan: &MigrationPlan) -> Span {
    info_span!(
        "migration",
        version = %plan.version,
        name = plan.name,
        direction = plan.direction.as_str(),
    )
}

/// The span of what is sent to the server at once.
pub(super) fn statements() -> Span {
    trace_span!("statements")
}

/// Tells an event.
pub(super) fn event(event: &Event) {
    match event {
        Event::WaitingForLock { holder } => {
            let holder = holder.as_ref().map(ToString::to_string);
            warn!(holder, "waiting for another runner");
        }
        Event::Planned { migrations } => info!(migrations, "planned"),
        Event::MigrationStarted {
            version,
            name,
            index,
            total,
            ..
        } => info!(%version, name, index, total, "migration started"),
        Event::Statement {
            step,
            sql,
            index,
            total,
        } => debug!(step, sql, index, total, "statement"),
        Event::Blocked { blockers } => {
            for blocker in blockers {
                warn!(session = blocker.session, %blocker, "blocked");
            }
        }
        Event::Retrying {
            version,
            name,
            attempts,
            pause,
            cause,
            ..
        } => warn!(%version, name, attempts, ?pause, cause, "trying again"),
        Event::MigrationFinished {
            version,
            name,
            duration,
            statements,
            ..
        } => info!(%version, name, ?duration, statements, "migration finished"),
        other => debug!(event = ?other, "reported"),
    }
}
