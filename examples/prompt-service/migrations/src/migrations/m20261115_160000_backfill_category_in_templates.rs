use migration_core::prelude::*;

/// Sets `category` of the rows in `templates`.
#[derive(Migration)]
pub struct BackfillCategoryInTemplates;

impl Migration for BackfillCategoryInTemplates {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema
            .backfill("templates")
            .set("category", "'general'")
            .filter("category IS NULL");
    }
}
