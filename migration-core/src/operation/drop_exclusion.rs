use super::{AddExclusion, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops an exclusion constraint.
///
/// The fold checks that the constraint is there. Its reverse adds it as it was. PostgreSQL alone
/// has these; a table of SQLite never had one.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("bookings", |t| {
///             t.id();
///             t.column(range("period", RangeOf::Date));
///         });
///         schema.add_exclusion(
///             "bookings",
///             exclusion("bookings_overlap", [("period", "&&")]).method("gist"),
///         );
///     },
///     |schema| {
///         schema.drop_exclusion("bookings", "bookings_overlap");
///     },
/// );
/// assert_eq!(sql.sqlite, "");
/// assert_eq!(sql.postgres, r#"ALTER TABLE "bookings" DROP CONSTRAINT "bookings_overlap";"#);
/// assert_eq!(sql.mysql, r#"mysql cannot drop exclusion constraint bookings_overlap of bookings: "bookings_overlap" is an exclusion constraint, which PostgreSQL alone has"#);
/// assert_eq!(sql.back, "add exclusion constraint bookings_overlap to bookings");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropExclusion {
    /// The table's name.
    pub table: String,
    /// The constraint's name.
    pub exclusion: String,
}

impl DropExclusion {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        if table.exclusion(&self.exclusion).is_none() {
            return Err(checks::unknown(
                table,
                "exclusion constraint",
                &self.exclusion,
                table.exclusions.iter().map(|each| each.name.as_str()),
            ));
        }
        schema.update(&self.table, |table| {
            table.exclusions.retain(|each| each.name != self.exclusion);
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let exclusion = before
            .table(&self.table)
            .and_then(|table| table.exclusion(&self.exclusion));
        Ok(exclusion
            .map(|exclusion| {
                Operation::AddExclusion(AddExclusion {
                    table: self.table.clone(),
                    exclusion: exclusion.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}
