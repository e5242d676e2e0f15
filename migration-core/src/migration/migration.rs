use super::Limits;
use crate::dsl::SchemaBuilder;

/// A migration: it records typed operations and never talks to a database.
///
/// Derive it as well: that names the migration after its module and registers it.
///
/// ```
/// mod m20261120_093000_create_posts {
///     use migration_core::prelude::*;
///
///     #[derive(Migration)]
///     pub struct CreatePosts;
///
///     impl Migration for CreatePosts {
///         fn up(&self, schema: &mut SchemaBuilder) {
///             schema.create_table("posts", |t| {
///                 t.id();
///                 t.column(varchar("title", 200));
///             });
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` derives `Migration` and does not implement it",
    label = "deriving registers the migration; what it does is yours to write",
    note = "add `impl Migration for {Self} {{ fn up(&self, schema: &mut SchemaBuilder) {{ … }} }}`"
)]
pub trait Migration: Send + Sync {
    /// Records what the migration does.
    fn up(&self, schema: &mut SchemaBuilder);

    /// Records the way back. Without it the way back is derived from `up` and the schema
    /// before it.
    fn down(&self, schema: &mut SchemaBuilder) {
        schema.derive_down();
    }

    /// How long it waits for the database; as the run says, where it says nothing. They are no
    /// part of the checksum.
    fn limits(&self) -> Limits {
        Limits::new()
    }
}
