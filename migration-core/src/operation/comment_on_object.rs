use super::{Change, Irreversible, Operation, SchemaError, comments, objects};
use crate::schema::{Object, ObjectId, Schema};

/// Says what an object beside the tables is for, or takes that away: of a view, a routine, a
/// trigger, a sequence, a type, a policy, an extension or a namespace.
///
/// The fold checks that it is there, that it is of a kind that has comments, and that the comment
/// is not empty. Its reverse gives back the comment that it had. That of tables, columns and indexes
/// changes with [`AlterTable`](super::AlterTable), [`AlterColumn`](super::AlterColumn) and
/// [`AlterIndex`](super::AlterIndex).
///
/// MySQL and MariaDB keep that of a routine, and MariaDB that of a sequence:
/// <https://dev.mysql.com/doc/refman/8.4/en/alter-function.html>. On MySQL a routine is created anew
/// to lose its comment. SQLite keeps no comments: there
/// they stand in the migrations alone.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///         schema.create_view("named", "SELECT id FROM users");
///     },
///     |schema| {
///         schema.set_comment(ObjectId::new(ObjectKind::View, "named"), "who has a name");
///     },
/// );
/// assert_eq!(sql.sqlite, "");
/// assert_eq!(sql.postgres, r#"COMMENT ON VIEW "named" IS 'who has a name';"#);
/// assert_eq!(sql.mysql, r#"mysql cannot comment on view named: view "named" has a comment, which is a thing of tables there, and of views on PostgreSQL"#);
/// assert_eq!(sql.back, "comment on view named");
///
/// let sql = example(
///     |schema| {
///         let twice = "CREATE FUNCTION twice(n integer) RETURNS integer";
///         schema.create_function(
///             "twice",
///             by_dialect()
///                 .postgres(format!("{twice} LANGUAGE sql AS 'SELECT 2 * n'"))
///                 .mysql(format!("{twice} DETERMINISTIC RETURN 2 * n")),
///         );
///     },
///     |schema| {
///         schema.set_comment(ObjectId::new(ObjectKind::Function, "twice"), "it's two of it");
///     },
/// );
/// assert_eq!(sql.postgres, r#"COMMENT ON FUNCTION "twice"(n integer) IS 'it''s two of it';"#);
/// assert_eq!(sql.mysql, "ALTER FUNCTION `twice` COMMENT 'it''s two of it';");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentOnObject {
    /// What it is found by.
    pub id: ObjectId,
    /// What happens to its comment.
    pub comment: Change<String>,
}

impl CommentOnObject {
    /// Makes the object what it is afterwards.
    pub fn change(&self, object: &mut Object) {
        if let Some(comment) = object.comment_mut() {
            *comment = self.comment.after();
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let mut object = objects::find(schema, &self.id)?.clone();
        let what = self.id.to_string();
        if object.comment_mut().is_none() {
            return Err(SchemaError::Invalid {
                what,
                problem: "gets a comment, which no server keeps for such a thing".to_owned(),
                help: "say it beside the operation that creates it".to_owned(),
            });
        }
        comments::comment(&what, self.comment.after().as_deref())?;
        self.change(&mut object);
        schema.insert_object(object);
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let object = before.object(&self.id);
        let back = object.map(|object| Self {
            id: self.id.clone(),
            comment: Change::to(object.comment().map(str::to_owned).as_ref()),
        });
        Ok(back.map(Operation::CommentOnObject).into_iter().collect())
    }
}
