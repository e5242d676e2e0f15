use super::{Irreversible, Operation, SchemaError, objects};
use crate::schema::{ObjectId, ObjectKind, Schema};

/// Computes the rows of a materialised view anew.
///
/// The fold checks that the view is there and materialised. There is nothing to reverse: the rows
/// follow from the tables. PostgreSQL alone has these:
/// <https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html>.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///         schema.create_materialized_view("names", "SELECT DISTINCT name FROM users");
///     },
///     |schema| {
///         schema.refresh_view("names");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"sqlite cannot refresh view names: view "names" keeps its rows, which SQLite's views do not"#);
/// assert_eq!(sql.postgres, r#"REFRESH MATERIALIZED VIEW "names";"#);
/// assert_eq!(sql.mysql, r#"mysql cannot refresh view names: view "names" is materialised, as views can be on PostgreSQL alone"#);
/// assert_eq!(sql.back, "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshView {
    /// The view's name.
    pub view: String,
    /// Without blocking queries: needs a unique index over the view.
    pub concurrently: bool,
}

impl RefreshView {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let id = ObjectId::new(ObjectKind::MaterializedView, &self.view);
        objects::find(schema, &id).map(drop)
    }

    /// The rows follow from the tables, so there is nothing to undo.
    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(Vec::new())
    }
}
