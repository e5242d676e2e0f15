use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::{Column, ColumnType, DefaultValue, Schema, SqlText};

/// What happens to a column's default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultChange {
    /// It gets this one.
    Set(DefaultValue),
    /// It has none any more.
    Drop,
}

/// Changes a column's type, nullability or default; what is not named stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub default: Option<DefaultChange>,
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
        match &self.default {
            Some(DefaultChange::Set(default)) => column.default = Some(default.clone()),
            Some(DefaultChange::Drop) => column.default = None,
            None => {}
        }
        column
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let before = checks::column(table, &self.column)?;
        let what = || format!("column {}.{}", self.table, self.column);
        if self.ty.is_none() && self.nullable.is_none() && self.default.is_none() {
            return Err(SchemaError::Invalid {
                what: what(),
                problem: "is altered without any change".to_owned(),
                help: "name a type, a nullability or a default".to_owned(),
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
        if self.ty.is_some()
            && self.default.is_none()
            && let Some(default) = &before.default
        {
            checks::fits(&self.table, &after, default)?;
        }
        checks::definition(&self.table, &after)?;
        let in_key = table
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns.contains(&self.column));
        if after.nullable && in_key {
            return Err(super::create_table::nullable_key(&self.table, &self.column));
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
            default: self.default.as_ref().map(|_| match &column.default {
                Some(default) => DefaultChange::Set(default.clone()),
                None => DefaultChange::Drop,
            }),
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
