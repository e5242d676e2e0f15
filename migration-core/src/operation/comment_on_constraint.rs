use super::{Change, Irreversible, Operation, SchemaError, checks, comments};
use crate::schema::{Schema, Table};

/// Says what a constraint is for, or takes that away: of a primary key, a unique constraint, a
/// foreign key, a check or an exclusion constraint.
///
/// The fold checks that it is there and that the comment is not empty. Its reverse gives back the
/// comment that it had.
///
/// PostgreSQL alone keeps it: <https://www.postgresql.org/docs/current/sql-comment.html>. SQLite
/// keeps no comments: there they stand in the migrations alone.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80).check("length(name) > 0"));
///         });
///     },
///     |schema| {
///         schema.set_constraint_comment("users", "users_name_check", "nobody is nameless");
///     },
/// );
/// assert_eq!(sql.sqlite, "");
/// assert_eq!(sql.postgres, r#"COMMENT ON CONSTRAINT "users_name_check" ON "users" IS 'nobody is nameless';"#);
/// assert_eq!(sql.mysql, r#"mysql cannot comment on constraint users_name_check of users: constraint "users_name_check" has a comment, which is PostgreSQL's alone"#);
/// assert_eq!(sql.back, "comment on constraint users_name_check of users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentOnConstraint {
    /// The table's name.
    pub table: String,
    /// The constraint's name.
    pub constraint: String,
    /// What happens to its comment.
    pub comment: Change<String>,
}

impl CommentOnConstraint {
    /// Makes the table what it is afterwards.
    pub fn change(&self, table: &mut Table) {
        for (name, comment) in table.constraint_comments_mut() {
            if name == self.constraint {
                *comment = self.comment.after();
            }
        }
    }

    /// The comment that the constraint of the table has.
    fn before<'a>(&self, table: &'a Table) -> Option<&'a str> {
        let mut all = table.constraint_comments();
        all.find(|(name, _)| *name == self.constraint)?.1
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::constraint(table, &self.constraint)?;
        let what = format!("constraint {:?} of table {:?}", self.constraint, self.table);
        comments::comment(&what, self.comment.after().as_deref())?;
        schema.update(&self.table, |table| self.change(table));
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let back = before.table(&self.table).map(|table| Self {
            table: self.table.clone(),
            constraint: self.constraint.clone(),
            comment: Change::to(self.before(table).map(str::to_owned).as_ref()),
        });
        Ok(back
            .map(Operation::CommentOnConstraint)
            .into_iter()
            .collect())
    }
}
