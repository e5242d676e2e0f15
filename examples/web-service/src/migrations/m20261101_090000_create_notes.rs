use migration_core::prelude::*;

/// Creates the table `notes`.
#[derive(Migration)]
pub(crate) struct CreateNotes;

impl Migration for CreateNotes {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("notes", |t| {
            t.id();
            t.column(varchar("text", 500).check("length(text) > 0"));
            t.timestamps();
        });
    }
}
