use super::{Change, Irreversible, Operation, SchemaError, checks, create_table, values};
use crate::schema::{
    Column, ColumnType, DefaultValue, ForeignKey, Generated, Identity, ReferentialAction, Schema,
    SqlText,
};

/// Changes properties of a column; what is not named stays as it is.
///
/// The fold checks that there is a change, that the column is sound afterwards, that its default
/// fits a new type, and that foreign keys have the same type on both sides still. Its reverse gives
/// back each property that changed, from the schema before; values that became other ones do not
/// come back.
///
/// SQLite alters no column, so the table is made anew:
/// <https://www.sqlite.org/lang_altertable.html#otheralter>. On MySQL and MariaDB `MODIFY` restates
/// the whole column, and what it leaves out is lost:
/// <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>. So all attributes are said again.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80).default("nobody").comment("as written"));
///         });
///     },
///     |schema| {
///         schema.alter_column("users", "name", |c| {
///             c.set_type(types::varchar(200));
///             c.set_nullable();
///         });
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "users" (
///     "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
///     "name" VARCHAR(200) DEFAULT 'nobody'
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" ALTER COLUMN "name" DROP DEFAULT, ALTER COLUMN "name" TYPE varchar(200) USING "name"::varchar(200), ALTER COLUMN "name" SET DEFAULT 'nobody', ALTER COLUMN "name" DROP NOT NULL;"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` MODIFY COLUMN `name` VARCHAR(200) NULL DEFAULT 'nobody' COMMENT 'as written';");
/// assert_eq!(sql.back, "alter column users.name");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterColumn {
    /// The table's name.
    pub table: String,
    /// The column's name.
    pub column: String,
    /// The new type.
    pub ty: Option<ColumnType>,
    /// How an existing value becomes one of the new type. Without it the server casts.
    pub using: Option<SqlText>,
    /// Whether it may be NULL from now on.
    pub nullable: Option<bool>,
    /// What happens to its default.
    pub default: Option<Change<DefaultValue>>,
    /// What happens to the numbering of rows in it.
    pub identity: Option<Change<Identity>>,
    /// What it is computed from from now on; without anything it keeps the values it has.
    pub generated: Option<Change<Generated>>,
    /// What happens to its collation.
    pub collation: Option<Change<SqlText>>,
    /// What happens to its character set.
    pub charset: Option<Change<String>>,
    /// Whether every UPDATE of the row sets it to the moment from now on.
    pub touched_on_update: Option<bool>,
    /// What happens to its comment.
    pub comment: Option<Change<String>>,
}

impl AlterColumn {
    /// The column as it is afterwards.
    #[must_use]
    pub fn changed(&self, column: &Column) -> Column {
        let mut column = column.clone();
        if let Some(ty) = &self.ty {
            column.ty = ty.clone();
        }
        if let Some(nullable) = self.nullable {
            column.nullable = nullable;
        }
        if let Some(default) = &self.default {
            column.default = default.after();
        }
        if let Some(identity) = &self.identity {
            column.identity = identity.after().map(Box::new);
        }
        if let Some(generated) = &self.generated {
            column.generated = generated.after().map(Box::new);
        }
        if let Some(collation) = &self.collation {
            column.collation = collation.after();
        }
        if let Some(charset) = &self.charset {
            column.charset = charset.after();
        }
        if let Some(touched) = self.touched_on_update {
            column.touched_on_update = touched;
        }
        if let Some(comment) = &self.comment {
            column.comment = comment.after();
        }
        column
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let before = checks::column(table, &self.column)?;
        let what = || format!("column {}.{}", self.table, self.column);
        let unchanged = Self {
            table: self.table.clone(),
            column: self.column.clone(),
            using: self.using.clone(),
            ..Self::default()
        };
        if *self == unchanged {
            return Err(SchemaError::Invalid {
                what: what(),
                problem: "is altered without any change".to_owned(),
                help: "name a type, a nullability, a default or another property".to_owned(),
            });
        }
        if self.using.is_some() && self.ty.is_none() {
            return Err(SchemaError::Invalid {
                what: what(),
                problem: "has a `using` and no new type".to_owned(),
                help: "name the type that existing values become".to_owned(),
            });
        }
        let after = self.changed(before);
        if self.using.is_some() && after.generated.is_some() {
            return Err(SchemaError::Invalid {
                what: what(),
                problem: "has a `using`, and is computed".to_owned(),
                help: "leave the `using` out: its values come from its expression".to_owned(),
            });
        }
        if self.ty.is_some()
            && self.default.is_none()
            && let Some(default) = &before.default
        {
            values::fits(&self.table, &after, default)?;
            values::stays(&self.table, before, &after)?;
        }
        checks::definition(&self.table, &after)?;
        values::computed(table, &after)?;
        values::fits_created(schema, &self.table, &after)?;
        if let Some(key) = table.foreign_keys.iter().find(|key| {
            let is_its = key.columns.contains(&self.column);
            after.generated.is_some() && is_its && create_table::changes_its_columns(key)
        }) {
            return Err(SchemaError::InUse {
                what: format!("the value of {}", what()),
                by: format!("foreign key {:?}, which changes it", key.name),
            });
        }
        let sets_null = |key: &&ForeignKey| {
            let actions = [key.on_delete, key.on_update];
            key.columns.contains(&self.column)
                && (key.set_columns.is_empty() || key.set_columns.contains(&self.column))
                && actions.contains(&ReferentialAction::SetNull)
        };
        if before.nullable
            && !after.nullable
            && let Some(key) = table.foreign_keys.iter().find(sets_null)
        {
            return Err(SchemaError::InUse {
                what: format!("NULL in {}", what()),
                by: format!("foreign key {:?}, which sets it", key.name),
            });
        }
        if let Some(of) = self.ty.as_ref().and_then(ColumnType::as_enumeration)
            && !self.keeps_enumeration(before)
        {
            checks::free_name(schema, "enumeration", &of.name)?;
        }
        self.joined_types_still_fit(schema, &after)?;
        schema.update(&self.table, |table| {
            if let Some(column) = table.column_mut(&self.column) {
                *column = after;
            }
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let Some(column) = before
            .table(&self.table)
            .and_then(|table| table.column(&self.column))
        else {
            return Ok(Vec::new());
        };
        Ok(vec![Operation::AlterColumn(Self {
            table: self.table.clone(),
            column: self.column.clone(),
            ty: self.ty.as_ref().map(|_| column.ty.clone()),
            using: None,
            nullable: self.nullable.map(|_| column.nullable),
            default: back(&self.default, column.default.as_ref()),
            identity: back(&self.identity, column.identity.as_deref()),
            generated: back(&self.generated, column.generated.as_deref()),
            collation: back(&self.collation, column.collation.as_ref()),
            charset: back(&self.charset, column.charset.as_ref()),
            touched_on_update: self.touched_on_update.map(|_| column.touched_on_update),
            comment: back(&self.comment, column.comment.as_ref()),
        })])
    }

    fn keeps_enumeration(&self, before: &Column) -> bool {
        match (&before.ty, &self.ty) {
            (ColumnType::Enumeration(a), Some(ColumnType::Enumeration(b))) => a.name == b.name,
            _ => false,
        }
    }

    /// A foreign key needs the same type on both sides, before and after.
    fn joined_types_still_fit(&self, schema: &Schema, after: &Column) -> Result<(), SchemaError> {
        let Some(table) = schema.table(&self.table) else {
            return Ok(());
        };
        let outgoing = table.foreign_keys.iter().map(|key| (table, key));
        let incoming = schema
            .referrers(&self.table)
            .flat_map(|other| other.foreign_keys.iter().map(move |key| (other, key)))
            .filter(|(_, key)| key.references_table == self.table);
        for (referrer, key) in outgoing.chain(incoming) {
            let Some(target) = schema.table(&key.references_table) else {
                continue;
            };
            for (from, to) in key.columns.iter().zip(&key.references_columns) {
                let resolve = |owner: &'_ crate::schema::Table, name: &str| {
                    if owner.name == self.table && name == self.column {
                        Some(after.clone())
                    } else {
                        owner.column(name).cloned()
                    }
                };
                let (Some(from), Some(to)) = (resolve(referrer, from), resolve(target, to)) else {
                    continue;
                };
                if !from.ty.can_reference(&to.ty) {
                    return Err(SchemaError::InUse {
                        what: format!("the type of column {}.{}", self.table, self.column),
                        by: format!("foreign key {:?} of table {:?}", key.name, referrer.name),
                    });
                }
            }
        }
        Ok(())
    }
}

/// The change of something back to what it was, if it changes.
fn back<T: Clone>(change: &Option<Change<T>>, was: Option<&T>) -> Option<Change<T>> {
    change.as_ref().map(|_| Change::to(was))
}
