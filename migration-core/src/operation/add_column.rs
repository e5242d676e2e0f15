use super::{DropColumn, Irreversible, Operation, SchemaError, checks, values};
use crate::schema::{Column, Schema, SqlText, Table};

/// What the rows that exist get in a new column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ExistingRows {
    /// Its default, the next number, or NULL.
    #[default]
    Default,
    /// The value of an SQL expression over the row's other columns.
    Fill(SqlText),
    /// There are none: with rows in the table the step fails, and changes nothing.
    MustBeEmpty,
}

/// Adds a column to a table.
///
/// The fold checks that the column is sound by itself, that its name and that of its enumeration
/// are free, and that rows that exist get a value: its default, NULL, the next number, or what `fill`
/// computes. Its reverse drops the column.
///
/// A column that numbers rows joins a table of PostgreSQL, which numbers those that exist. SQLite and
/// MySQL want a key over it, and refuse it.
///
/// SQLite takes a column whose value is the same for every row; with another one, or with a
/// constraint, the table is made anew:
/// <https://www.sqlite.org/lang_altertable.html#alter_table_add_column>.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///     },
///     |schema| {
///         schema.add_column("users", varchar("phone", 20).nullable());
///         schema.add_column("users", int("visits").default(0));
///     },
/// );
/// assert_eq!(sql.sqlite, r#"ALTER TABLE "users" ADD COLUMN "phone" VARCHAR(20);
/// ALTER TABLE "users" ADD COLUMN "visits" INTEGER NOT NULL DEFAULT 0;"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" ADD COLUMN "phone" varchar(20);
/// ALTER TABLE "users" ADD COLUMN "visits" integer NOT NULL DEFAULT 0;"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users`
///     ADD COLUMN `phone` VARCHAR(20) NULL,
///     ADD COLUMN `visits` INT NOT NULL DEFAULT 0;");
/// assert_eq!(sql.back, "drop column users.visits, drop column users.phone");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddColumn {
    /// The table's name.
    pub table: String,
    /// The column.
    pub column: Column,
    /// What the rows that exist get.
    pub existing_rows: ExistingRows,
    /// Where it stands; at the end where it is not said. MySQL and MariaDB alone can put it
    /// elsewhere.
    pub position: Option<Position>,
}

/// Where a column stands in its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// Right behind this one.
    After(String),
}

impl AddColumn {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::definition(&self.table, &self.column)?;
        values::computed(table, &self.column)?;
        values::fits_created(schema, &self.table, &self.column)?;
        if table.column(&self.column.name).is_some() {
            return Err(SchemaError::Taken {
                kind: "column",
                name: self.column.name.clone(),
                table: Some(self.table.clone()),
            });
        }
        if let Some(of) = self.column.ty.as_enumeration() {
            checks::free_name(schema, "enumeration", &of.name)?;
        }
        let no_value = !self.column.nullable
            && self.column.default.is_none()
            && self.column.generated.is_none()
            && !self.column.is_identity();
        if no_value && self.existing_rows == ExistingRows::Default {
            return Err(SchemaError::NoValueForRows {
                table: self.table.clone(),
                column: self.column.name.clone(),
            });
        }
        if let Some(Position::After(other)) = &self.position {
            checks::column(table, other)?;
        }
        schema.update(&self.table, |table| self.put(table));
        Ok(())
    }

    /// Puts the column in its place.
    pub fn put(&self, table: &mut Table) {
        let at = match &self.position {
            None => None,
            Some(Position::First) => Some(0),
            Some(Position::After(other)) => table
                .columns
                .iter()
                .position(|column| column.name == *other)
                .map(|at| at + 1),
        };
        let at = at.unwrap_or(table.columns.len());
        table.columns.insert(at, self.column.clone());
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropColumn(DropColumn {
            table: self.table.clone(),
            column: self.column.name.clone(),
        })])
    }
}
