//! A small web service that migrates its database when it starts.

mod migrations;
mod store;

use std::error::Error;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use migration_core::Migrator;
use serde::Deserialize;
use store::{Note, Store};

struct App {
    store: Store,
    migrator: Migrator,
}

#[derive(Deserialize)]
struct NewNote {
    text: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url =
        std::env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite://notes.db?mode=rwc".to_owned());
    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_owned());

    let store = Store::connect(&url).await?;
    let migrator = Migrator::new(migration_core::registry!());
    let report = store.migrate(&migrator).await?;
    println!("applied {} migrations", report.ran.len());

    let app = Router::new()
        .route("/notes", get(list).post(add))
        .route("/ready", get(ready))
        .with_state(Arc::new(App { store, migrator }));
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<Note>>, StatusCode> {
    app.store.list().await.map(Json).map_err(internal)
}

async fn add(
    State(app): State<Arc<App>>,
    Json(note): Json<NewNote>,
) -> Result<StatusCode, StatusCode> {
    app.store.add(&note.text).await.map_err(internal)?;
    Ok(StatusCode::CREATED)
}

/// One round trip that reads one row, so a probe may call it as often as it likes.
async fn ready(State(app): State<Arc<App>>) -> StatusCode {
    match app.store.check(&app.migrator).await {
        Ok(readiness) if readiness.is_ready() => StatusCode::OK,
        Ok(_) | Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn internal(error: sqlx::Error) -> StatusCode {
    eprintln!("{error}");
    StatusCode::INTERNAL_SERVER_ERROR
}
