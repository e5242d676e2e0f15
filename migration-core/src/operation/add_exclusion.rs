use super::{DropExclusion, Irreversible, Operation, SchemaError, checks, comments, create_table};
use crate::schema::{Exclusion, Schema};

/// Adds an exclusion constraint. The rows that exist must meet it. PostgreSQL alone has these.
///
/// The fold checks that the table and the columns are there and that the names of constraint and
/// index are free. Its reverse drops the constraint.
/// <https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE>
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("bookings", |t| {
///             t.id();
///             t.column(range("period", RangeOf::Date));
///         });
///     },
///     |schema| {
///         schema.add_exclusion(
///             "bookings",
///             exclusion("bookings_overlap", [("period", "&&")]).method("gist"),
///         );
///     },
/// );
/// assert_eq!(sql.sqlite, r#"sqlite cannot add exclusion constraint bookings_overlap to bookings: column "period" is daterange, and there is nothing like that type on SQLite"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "bookings" ADD CONSTRAINT "bookings_overlap" EXCLUDE USING gist ("period" WITH &&);"#);
/// assert_eq!(sql.mysql, r#"mysql cannot add exclusion constraint bookings_overlap to bookings: "bookings_overlap" is an exclusion constraint, which PostgreSQL alone has"#);
/// assert_eq!(sql.back, "drop exclusion constraint bookings_overlap of bookings");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddExclusion {
    /// The table's name.
    pub table: String,
    /// The constraint.
    pub exclusion: Exclusion,
}

impl AddExclusion {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::free_constraint(table, "exclusion constraint", &self.exclusion.name)?;
        let what = format!("exclusion constraint {:?}", self.exclusion.name);
        comments::comment(&what, self.exclusion.comment.as_deref())?;
        create_table::add_exclusion(schema, table, &self.exclusion)?;
        schema.update(&self.table, |table| {
            table.exclusions.push(self.exclusion.clone());
        });
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropExclusion(DropExclusion {
            table: self.table.clone(),
            exclusion: self.exclusion.name.clone(),
        })])
    }
}
