use super::{
    CreateIndex, DropPrimaryKey, DropUnique, Irreversible, Operation, SchemaError, checks,
};
use crate::schema::{Index, IndexMethod, PrimaryKey, Schema, Table, Unique};

/// Makes a unique index a constraint, or the primary key, without building it again: PostgreSQL's.
/// An index that was made concurrently so becomes a key while others write.
///
/// The fold checks that the index tells all rows apart by columns alone, and takes it away for the
/// constraint. Its reverse drops the constraint and makes the index again.
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX>
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.column(varchar("email", 80));
///             t.index(index(["email"]).unique().name("by_email"));
///         });
///     },
///     |schema| {
///         schema.add_unique_using_index("users", "users_email_key", "by_email");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"sqlite cannot make index by_email of users a constraint: an index of SQLite stays an index"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" ADD CONSTRAINT "users_email_key" UNIQUE USING INDEX "by_email";"#);
/// assert_eq!(sql.mysql, r#"mysql cannot make index by_email of users a constraint: an index of MySQL and MariaDB stays an index"#);
/// assert_eq!(
///     sql.back,
///     "drop unique constraint users_email_key of users, create index by_email on users"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseIndex {
    /// The table's name.
    pub table: String,
    /// The index.
    pub index: String,
    /// The constraint's name, which the index gets too.
    pub constraint: String,
    /// Whether it becomes the primary key.
    pub primary: bool,
}

impl UseIndex {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let index = checks::index(table, &self.index)?;
        let kind = if self.primary {
            "primary key"
        } else {
            "unique constraint"
        };
        checks::free_constraint(table, kind, &self.constraint)?;
        if self.constraint != self.index {
            checks::free_index_name(schema, &self.table, kind, &self.constraint)?;
        }
        self.is_a_key(table, index)?;
        let index = index.clone();
        schema.update(&self.table, |table| self.change(table, index));
        Ok(())
    }

    fn change(&self, table: &mut Table, index: Index) {
        table.indexes.retain(|each| each.name != self.index);
        let name = self.constraint.clone();
        let columns = index.columns().map(str::to_owned).collect();
        let Index {
            include,
            nulls_not_distinct,
            ..
        } = index;
        if self.primary {
            table.primary_key = Some(PrimaryKey {
                name,
                columns,
                include,
                ..PrimaryKey::default()
            });
        } else {
            table.uniques.push(Unique {
                name,
                columns,
                include,
                nulls_not_distinct,
                ..Unique::default()
            });
        }
    }

    /// Whether the index is such as a constraint would have made.
    fn is_a_key(&self, table: &Table, index: &Index) -> Result<(), SchemaError> {
        let invalid = |problem: &str, help: &str| {
            Err(SchemaError::Invalid {
                what: format!("index {:?}", self.index),
                problem: problem.to_owned(),
                help: help.to_owned(),
            })
        };
        let is_tree = matches!(index.method, None | Some(IndexMethod::Btree));
        let is_plain = index.columns().count() == index.parts.len()
            && index
                .parts
                .iter()
                .all(|part| !part.descending && part.is_plain());
        if !index.unique || index.filter.is_some() || !is_tree || !is_plain {
            return invalid(
                "does not tell all rows apart by columns alone",
                "use a unique index over columns, without a condition, an expression or an order",
            );
        }
        if !index.storage.is_empty() || index.comment.is_some() {
            return invalid(
                "has a comment or parameters, which a constraint does not keep",
                "take them away, or create the index without them",
            );
        }
        if self.primary && table.primary_key.is_some() {
            return invalid(
                "cannot become the primary key of a table that has one",
                "drop that first with `drop_primary_key`",
            );
        }
        let nullable = index.columns().find(|name| {
            let column = table.column(name);
            column.is_some_and(|column| column.nullable)
        });
        match nullable {
            Some(_) if self.primary => invalid(
                "is over a column that may be NULL, and a primary key is not",
                "alter the column to be NOT NULL first",
            ),
            _ => Ok(()),
        }
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let table = before.table(&self.table);
        let index = table.and_then(|table| table.index(&self.index));
        let table = self.table.clone();
        let drop = if self.primary {
            Operation::DropPrimaryKey(DropPrimaryKey { table })
        } else {
            Operation::DropUnique(DropUnique {
                table,
                unique: self.constraint.clone(),
            })
        };
        let create = index.map(|index| {
            Operation::CreateIndex(CreateIndex {
                table: self.table.clone(),
                index: index.clone(),
                concurrently: false,
            })
        });
        Ok([drop].into_iter().chain(create).collect())
    }
}
