use super::{Irreversible, Operation, SchemaError, objects};
use crate::schema::{
    Column, ColumnType, DefaultValue, Enumeration, Object, ObjectId, ObjectKind, Schema,
};

/// A change of an enumeration's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueChange {
    /// A value more: before this one, or at the end.
    Add {
        /// The value.
        value: String,
        /// The value that it stands before.
        before: Option<String>,
    },
    /// Another name for a value, in the rows too.
    Rename {
        /// The name it has.
        from: String,
        /// The name it gets.
        to: String,
    },
}

/// Changes the values of an enumeration: one that was created by itself, whose name is the
/// type of columns.
///
/// The fold checks that the enumeration and the value named are there and that the new value is
/// not; a renamed value is followed in the defaults of columns and domains. The reverse of a
/// renamed value gives the old name back. A value that was added has no way back:
/// <https://www.postgresql.org/docs/current/sql-altertype.html>.
///
/// On MySQL and MariaDB every column of the type is modified; on SQLite its table is made anew,
/// with another check.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_enumeration("mood", ["glad", "sad"]);
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(named("mood", "mood"));
///         });
///     },
///     |schema| {
///         schema.add_enumeration_value("mood", "calm");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "users" (
///     "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
///     "mood" TEXT NOT NULL CHECK ("mood" IN ('glad', 'sad', 'calm'))
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TYPE "mood" ADD VALUE IF NOT EXISTS 'calm';"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` MODIFY COLUMN `mood` ENUM('glad', 'sad', 'calm') NOT NULL;");
/// assert_eq!(sql.back, r#"cannot be reversed: rows may have the value "calm" by then, and PostgreSQL takes none away from an enumeration"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterEnumeration {
    /// The enumeration's name.
    pub name: String,
    /// What changes.
    pub change: ValueChange,
}

impl AlterEnumeration {
    /// Makes the enumeration what it is afterwards.
    pub fn change(&self, enumeration: &mut Enumeration) {
        match &self.change {
            ValueChange::Add { value, before } => {
                let at = before
                    .as_ref()
                    .and_then(|before| enumeration.values.iter().position(|each| each == before))
                    .unwrap_or(enumeration.values.len());
                enumeration.values.insert(at, value.clone());
            }
            ValueChange::Rename { from, to } => {
                for value in enumeration.values.iter_mut().filter(|value| *value == from) {
                    value.clone_from(to);
                }
            }
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let id = ObjectId::new(ObjectKind::Enumeration, &self.name);
        let Object::Enumeration(before) = objects::find(schema, &id)? else {
            return Ok(());
        };
        let (known, new) = match &self.change {
            ValueChange::Add { value, before } => (before.as_ref(), value),
            ValueChange::Rename { from, to } => (Some(from), to),
        };
        if let Some(known) = known.filter(|known| !before.values.contains(known)) {
            return Err(SchemaError::Unknown {
                kind: "value",
                name: known.clone(),
                table: None,
                nearest: super::nearest(known, before.values.iter().map(String::as_str)),
            });
        }
        if before.values.contains(new) {
            return Err(SchemaError::Taken {
                kind: "value",
                name: new.clone(),
                table: None,
            });
        }
        let mut after = before.clone();
        self.change(&mut after);
        schema.insert_object(Object::Enumeration(after));
        if matches!(self.change, ValueChange::Rename { .. }) {
            self.rename_in_defaults(schema);
        }
        Ok(())
    }

    /// Whether values are of the enumeration.
    fn is_of(&self, ty: &ColumnType) -> bool {
        matches!(ty, ColumnType::Named(name) if *name == self.name)
    }

    /// The column with what changes in it.
    #[must_use]
    pub fn changed(&self, column: &Column) -> Column {
        let mut column = column.clone();
        if self.is_of(&column.ty) {
            self.change_default(&mut column.default);
        }
        column
    }

    /// A default is the value itself, under whatever name.
    fn change_default(&self, default: &mut Option<DefaultValue>) {
        if let (ValueChange::Rename { from, to }, Some(DefaultValue::Text(value))) =
            (&self.change, default)
            && value == from
        {
            value.clone_from(to);
        }
    }

    fn rename_in_defaults(&self, schema: &mut Schema) {
        let touched: Vec<String> = schema
            .tables()
            .filter(|table| table.columns.iter().any(|column| self.is_of(&column.ty)))
            .map(|table| table.name.clone())
            .collect();
        for table in touched {
            schema.update(&table, |table| {
                for column in &mut table.columns {
                    *column = self.changed(column);
                }
            });
        }
        let objects: Vec<Object> = schema.objects().map(|(_, object)| object.clone()).collect();
        for mut object in objects {
            if let Object::Domain(domain) = &mut object
                && self.is_of(&domain.ty)
            {
                self.change_default(&mut domain.default);
                schema.insert_object(object);
            }
        }
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        match &self.change {
            ValueChange::Rename { from, to } => Ok(vec![Operation::AlterEnumeration(Self {
                name: self.name.clone(),
                change: ValueChange::Rename {
                    from: to.clone(),
                    to: from.clone(),
                },
            })]),
            ValueChange::Add { value, .. } => Err(Irreversible {
                reason: format!(
                    "rows may have the value {value:?} by then, and PostgreSQL takes none away from an enumeration"
                ),
                help: "write the way down: create another enumeration and alter the columns"
                    .to_owned(),
            }),
        }
    }
}
