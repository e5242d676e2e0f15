use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use migration_core::driver::DatabaseUrl;
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::prelude::*;
use migration_core::{DownTarget, Migrator};
use migration_tests::server;
use tracing::field::{Field, Visit};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// Keeps spans with their parents, and events with the span they are in: all that an exporter of
/// OpenTelemetry is given as well, which is a layer like this one.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<String>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl<S: tracing::Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Kept {
    fn on_new_span(
        &self,
        attributes: &tracing::span::Attributes<'_>,
        id: &tracing::span::Id,
        context: Context<'_, S>,
    ) {
        let span = context.span(id).unwrap();
        let parent = span.parent().map_or("-", |parent| parent.name());
        let mut fields = Fields(format!("span {parent}>{}", span.name()));
        attributes.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }

    fn on_event(&self, event: &tracing::Event<'_>, context: Context<'_, S>) {
        if !event.metadata().target().starts_with("migration_core") {
            return;
        }
        let span = context.event_span(event);
        let span = span.map_or("-", |span| span.name());
        let mut fields = Fields(format!("event {} in {span}", event.metadata().level()));
        event.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }
}

#[test]
fn a_run_is_a_tree_of_spans() {
    for database in server::all() {
        let mut schema = SchemaBuilder::new();
        schema.create_table("users", |t| {
            t.id();
        });
        let version = "20260101_000000".parse().unwrap();
        let users = Recorded::new(version, "users", schema.into_operations(), Down::Derived);
        let mut schema = SchemaBuilder::new();
        schema
            .sql("SELECT * FROM there_is_none")
            .nothing_to_reverse();
        let version = "20260102_000000".parse().unwrap();
        let broken = Recorded::new(version, "broken", schema.into_operations(), Down::Derived);
        let kept = Kept::default();
        let subscriber = tracing_subscriber::registry().with(kept.clone());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let url = DatabaseUrl::parse(&database.url).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            runtime.block_on(async {
                let one = Migrator::new(Registry::of_recorded(vec![users.clone()]));
                one.up(&url).await.unwrap();
                let both = Migrator::new(Registry::of_recorded(vec![users, broken]));
                both.up(&url).await.unwrap_err();
                one.down(&url, DownTarget::All).await.unwrap_or_default();
            });
        });
        let kept = kept.0.lock().unwrap();
        let dialect = database.dialect;
        for expected in [
            format!("span ->migrate what=\"up\" dialect=\"{dialect}\" database="),
            "span migrate>migration version=20260101_000000 name=\"users\" direction=\"up\"".to_owned(),
            "span migration>statements".to_owned(),
            "event INFO in migration message=migration finished version=20260101_000000".to_owned(),
            "event DEBUG in migration message=statement step=".to_owned(),
            "event ERROR in migrate message=failed code=\"failed\" error=migration 20260102_000000 broken failed".to_owned(),
            format!("span ->migrate what=\"down\" dialect=\"{dialect}\""),
        ] {
            let found = kept.iter().any(|line| line.starts_with(&expected));
            assert!(found, "no {expected:?} in {kept:#?}");
        }
    }
}
