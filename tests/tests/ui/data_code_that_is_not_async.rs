//! Data code is async.

use migration_core::prelude::*;

#[data_migration]
fn fill_phones(db: &mut dyn DataConnection) -> Result<(), DataError> {
    Ok(())
}

fn main() {}
