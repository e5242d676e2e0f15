use super::{Irreversible, Operation, SchemaError, checks, objects};
use crate::schema::{IndexKey, IndexPart, Schema, SqlText, Table};

/// Gives a column another name, in the keys and indexes that hold it too.
///
/// The fold checks that the new name is free, and follows it in keys, indexes, checks, generated
/// columns, views, triggers and the foreign keys of other tables. Where a text may mean the column
/// of another table it is refused. Its reverse gives the old name back.
///
/// MySQL refuses to rename a column that a check mentions, so the check is dropped and added again:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html>.
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
///         schema.rename_column("users", "name", "called");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"ALTER TABLE "users" RENAME COLUMN "name" TO "called";"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" RENAME COLUMN "name" TO "called";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` DROP CONSTRAINT `users_name_check`;
/// ALTER TABLE `users` RENAME COLUMN `name` TO `called`;
/// ALTER TABLE `users` ADD CONSTRAINT `users_name_check` CHECK (length(called) > 0);");
/// assert_eq!(sql.back, "rename column users.called to name");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameColumn {
    /// The table's name.
    pub table: String,
    /// The name it has.
    pub from: String,
    /// The name it gets.
    pub to: String,
}

impl RenameColumn {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::column(table, &self.from)?;
        checks::name("column", &self.to)?;
        if table.column(&self.to).is_some() {
            return Err(SchemaError::Taken {
                kind: "column",
                name: self.to.clone(),
                table: Some(self.table.clone()),
            });
        }
        objects::column_renamed(schema, &self.table, &self.from, &self.to)?;
        let referrers: Vec<String> = schema
            .referrers(&self.table)
            .map(|table| table.name.clone())
            .collect();
        for name in referrers {
            schema.update(&name, |other| {
                for key in &mut other.foreign_keys {
                    if key.references_table == self.table {
                        self.rename_in(&mut key.references_columns);
                    }
                }
            });
        }
        schema.update(&self.table, |table| self.in_table(table));
        Ok(())
    }

    /// Gives the column its new name in all that belongs to the table.
    fn in_table(&self, table: &mut Table) {
        if let Some(column) = table.column_mut(&self.from) {
            column.name.clone_from(&self.to);
        }
        for column in &mut table.columns {
            if let Some(generated) = &mut column.generated {
                self.rename_in_text(&mut generated.expression);
            }
        }
        if let Some(key) = &mut table.primary_key {
            self.rename_in(&mut key.columns);
            self.rename_in(&mut key.include);
        }
        for unique in &mut table.uniques {
            self.rename_in(&mut unique.columns);
            self.rename_in(&mut unique.include);
        }
        for key in &mut table.foreign_keys {
            self.rename_in(&mut key.columns);
            self.rename_in(&mut key.set_columns);
        }
        for index in &mut table.indexes {
            self.rename_in(&mut index.include);
            self.rename_in_parts(index.parts.iter_mut(), index.filter.as_mut());
        }
        for each in &mut table.exclusions {
            let parts = each.parts.iter_mut().map(|(part, _)| part);
            self.rename_in_parts(parts, each.filter.as_mut());
        }
        for check in &mut table.checks {
            self.rename_in_text(&mut check.expression);
        }
        if let Some(partitioning) = &mut table.partitioning {
            self.rename_in_parts(partitioning.parts.iter_mut(), None);
        }
    }

    fn rename_in_parts<'a>(
        &self,
        parts: impl Iterator<Item = &'a mut IndexPart>,
        filter: Option<&mut SqlText>,
    ) {
        for part in parts {
            match &mut part.key {
                IndexKey::Column(name) if *name == self.from => name.clone_from(&self.to),
                IndexKey::Column(_) => {}
                IndexKey::Expression(sql) => self.rename_in_text(sql),
            }
        }
        if let Some(filter) = filter {
            self.rename_in_text(filter);
        }
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameColumn(Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        })])
    }

    fn rename_in(&self, columns: &mut [String]) {
        for column in columns.iter_mut().filter(|column| **column == self.from) {
            column.clone_from(&self.to);
        }
    }

    /// The servers rewrite the expressions they keep; so does the fold, or a later rebuild
    /// would bring the old name back.
    fn rename_in_text(&self, sql: &mut SqlText) {
        super::words::rename_in(sql, &self.from, &self.to);
    }
}
