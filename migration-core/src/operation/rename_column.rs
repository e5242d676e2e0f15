use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Gives a column another name, in the keys and indexes that hold it too.
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
        schema.update(&self.table, |table| {
            if let Some(column) = table.column_mut(&self.from) {
                column.name.clone_from(&self.to);
            }
            if let Some(key) = &mut table.primary_key {
                self.rename_in(&mut key.columns);
            }
            for unique in &mut table.uniques {
                self.rename_in(&mut unique.columns);
            }
            for key in &mut table.foreign_keys {
                self.rename_in(&mut key.columns);
            }
            for index in &mut table.indexes {
                for part in &mut index.parts {
                    match &mut part.key {
                        crate::schema::IndexKey::Column(name) if *name == self.from => {
                            name.clone_from(&self.to);
                        }
                        crate::schema::IndexKey::Column(_) => {}
                        crate::schema::IndexKey::Expression(sql) => self.rename_in_text(sql),
                    }
                }
                if let Some(filter) = &mut index.filter {
                    self.rename_in_text(filter);
                }
            }
            for check in &mut table.checks {
                self.rename_in_text(&mut check.expression);
            }
        });
        Ok(())
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
    fn rename_in_text(&self, sql: &mut crate::schema::SqlText) {
        super::words::rename_in(sql, &self.from, &self.to);
    }
}
