//! `schema.data` takes a function that `#[data_migration]` stands on.

use migration_core::prelude::*;

async fn fill_phones(db: &mut dyn DataConnection) -> Result<(), DataError> {
    Ok(())
}

fn main() {
    SchemaBuilder::new().data(fill_phones).nothing_to_reverse();
}
