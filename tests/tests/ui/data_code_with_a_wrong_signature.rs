//! Data code takes a connection and tells whether it went well.

use migration_core::prelude::*;

#[data_migration]
async fn takes_nothing() -> Result<(), DataError> {
    Ok(())
}

#[data_migration]
async fn takes_two(db: &mut dyn DataConnection, batch: u32) -> Result<(), DataError> {
    Ok(())
}

#[data_migration]
async fn takes_something_else(batch: u32) -> Result<(), DataError> {
    Ok(())
}

#[data_migration]
async fn tells_nothing(db: &mut dyn DataConnection) {}

#[data_migration]
async fn tells_something_else(db: &mut dyn DataConnection) -> Result<u64, DataError> {
    Ok(0)
}

#[data_migration(batch = 100)]
async fn takes_arguments(db: &mut dyn DataConnection) -> Result<(), DataError> {
    Ok(())
}

#[data_migration]
async fn generic<T>(db: &mut dyn DataConnection) -> Result<(), DataError> {
    Ok(())
}

fn main() {}
