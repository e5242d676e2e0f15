use migration_core::prelude::*;

/// Adds the column `pinned` to `notes`.
#[derive(Migration)]
pub(crate) struct AddPinnedToNotes;

impl Migration for AddPinnedToNotes {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.add_column("notes", boolean("pinned").default(false));
    }
}
