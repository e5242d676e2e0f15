use super::{Change, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Index, Schema};

/// Changes whether queries use an index, or its comment, without building it again; what is
/// not named stays as it is.
///
/// The fold checks that the index is there and that something changes. Its reverse gives back what
/// was.
///
/// An index that queries do not use is `INVISIBLE` on MySQL and `IGNORED` on MariaDB; other servers
/// have none: <https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html>.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///             t.index(["name"]);
///         });
///     },
///     |schema| {
///         schema.alter_index("users", "users_name_idx", |i| {
///             i.set_invisible();
///         });
///     },
/// );
/// assert_eq!(sql.sqlite, r#"sqlite cannot alter index users_name_idx of users: index "users_name_idx" is invisible, which SQLite does not have"#);
/// assert_eq!(sql.postgres, r#"postgres cannot alter index users_name_idx of users: index "users_name_idx" has queries that do not see it, which is MySQL's and MariaDB's alone"#);
/// // MySQL says `ALTER INDEX … INVISIBLE` and MariaDB `ALTER INDEX … IGNORED`: without a server
/// // at hand neither is said.
/// assert!(sql.mysql.starts_with("mysql cannot alter index users_name_idx of users"));
/// assert_eq!(sql.back, "alter index users_name_idx of users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterIndex {
    /// The table's name.
    pub table: String,
    /// The index's name.
    pub index: String,
    /// Whether queries do not use it.
    pub invisible: Option<bool>,
    /// What happens to its comment.
    pub comment: Option<Change<String>>,
}

impl AlterIndex {
    /// Makes the index what it is afterwards.
    pub fn change(&self, index: &mut Index) {
        if let Some(invisible) = self.invisible {
            index.invisible = invisible;
        }
        if let Some(comment) = &self.comment {
            index.comment = comment.after();
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::index(table, &self.index)?;
        if self.invisible.is_none() && self.comment.is_none() {
            return Err(SchemaError::Invalid {
                what: format!("index {:?}", self.index),
                problem: "is altered without any change".to_owned(),
                help: "name its visibility or a comment".to_owned(),
            });
        }
        schema.update(&self.table, |table| {
            for index in &mut table.indexes {
                if index.name == self.index {
                    self.change(index);
                }
            }
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let index = before
            .table(&self.table)
            .and_then(|table| table.index(&self.index));
        let back = index.map(|index| Self {
            table: self.table.clone(),
            index: self.index.clone(),
            invisible: self.invisible.map(|_| index.invisible),
            comment: self
                .comment
                .as_ref()
                .map(|_| Change::to(index.comment.as_ref())),
        });
        Ok(back.map(Operation::AlterIndex).into_iter().collect())
    }
}
