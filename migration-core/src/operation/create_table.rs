use std::sync::Arc;

use super::{DropTable, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Exclusion, ForeignKey, Index, IndexKey, Schema, Table};

/// Creates a table with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTable {
    /// The table, which the schema after it shares.
    pub table: Arc<Table>,
}

impl CreateTable {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = &self.table;
        checks::free_name(schema, "table", &table.name)?;
        if table.columns.is_empty() {
            return Err(SchemaError::Invalid {
                what: format!("table {:?}", table.name),
                problem: "has no columns".to_owned(),
                help: "give it at least one column".to_owned(),
            });
        }
        for (i, column) in table.columns.iter().enumerate() {
            checks::definition(&table.name, column)?;
            if table.columns[..i]
                .iter()
                .any(|other| other.name == column.name)
            {
                return Err(taken(table, "column", &column.name));
            }
            if let Some(of) = column.ty.as_enumeration() {
                checks::free_name(schema, "enumeration", &of.name)?;
            }
        }
        let mut names = ConstraintNames {
            table,
            taken: Vec::new(),
        };
        if let Some(key) = &table.primary_key {
            names.add("primary key", &key.name)?;
            checks::free_index_name(schema, &table.name, "primary key", &key.name)?;
            checks::column_list(table, "the primary key", &key.columns)?;
            checks::included(table, "the primary key", &key.include)?;
        }
        for unique in &table.uniques {
            names.add("unique constraint", &unique.name)?;
            checks::free_index_name(schema, &table.name, "unique constraint", &unique.name)?;
            let what = format_args!("unique constraint {:?}", unique.name);
            checks::column_list(table, what, &unique.columns)?;
            checks::included(table, what, &unique.include)?;
        }
        for check in &table.checks {
            names.add("check", &check.name)?;
        }
        for exclusion in &table.exclusions {
            names.add("exclusion constraint", &exclusion.name)?;
            add_exclusion(schema, table, exclusion)?;
        }
        for (i, index) in table.indexes.iter().enumerate() {
            let before = &table.indexes[..i];
            if before.iter().any(|other| other.name == index.name)
                || table.unique(&index.name).is_some()
            {
                checks::free_index_name(schema, &table.name, "index", &index.name)?;
                return Err(taken(table, "index", &index.name));
            }
            add_index(schema, table, index)?;
        }
        for key in &table.foreign_keys {
            names.add("foreign key", &key.name)?;
            add_foreign_key(schema, table, key)?;
        }
        checks::own_names_differ(table)?;
        schema.insert(Arc::clone(table));
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropTable(DropTable {
            table: self.table.name.clone(),
        })])
    }
}

/// The names of a new table's constraints, in the order in which they are looked at.
struct ConstraintNames<'a> {
    table: &'a Table,
    taken: Vec<&'a str>,
}

impl<'a> ConstraintNames<'a> {
    fn add(&mut self, kind: &'static str, wanted: &'a str) -> Result<(), SchemaError> {
        checks::name(kind, wanted)?;
        if self.taken.contains(&wanted) {
            return Err(taken(self.table, kind, wanted));
        }
        self.taken.push(wanted);
        Ok(())
    }
}

fn taken(table: &Table, kind: &'static str, name: &str) -> SchemaError {
    SchemaError::Taken {
        kind,
        name: name.to_owned(),
        table: Some(table.name.clone()),
    }
}

/// Whether `table`, which may not be in the schema yet, can have this index.
pub(super) fn add_index(schema: &Schema, table: &Table, index: &Index) -> Result<(), SchemaError> {
    checks::free_index_name(schema, &table.name, "index", &index.name)?;
    if index.parts.is_empty() {
        return Err(SchemaError::Invalid {
            what: format!("index {:?}", index.name),
            problem: "names no column".to_owned(),
            help: "name at least one column".to_owned(),
        });
    }
    let what = format_args!("index {:?}", index.name);
    checks::included(table, what, &index.include)?;
    let columns: Vec<&str> = index.columns().collect();
    if columns.is_empty() {
        return Ok(());
    }
    checks::column_list(table, what, &columns)
}

/// Whether `table`, which may not be in the schema yet, can have this exclusion constraint.
pub(super) fn add_exclusion(
    schema: &Schema,
    table: &Table,
    exclusion: &Exclusion,
) -> Result<(), SchemaError> {
    checks::free_index_name(schema, &table.name, "exclusion constraint", &exclusion.name)?;
    if exclusion.parts.is_empty() {
        return Err(SchemaError::Invalid {
            what: format!("exclusion constraint {:?}", exclusion.name),
            problem: "compares nothing".to_owned(),
            help: "name a column or an expression, and the operator that may not hold".to_owned(),
        });
    }
    for (part, _) in &exclusion.parts {
        if let IndexKey::Column(name) = &part.key {
            checks::column(table, name)?;
        }
    }
    Ok(())
}

/// Whether `table`, which may not be in the schema yet, can have this foreign key.
pub(super) fn add_foreign_key(
    schema: &Schema,
    table: &Table,
    key: &ForeignKey,
) -> Result<(), SchemaError> {
    let what = format_args!("foreign key {:?}", key.name);
    checks::column_list(table, what, &key.columns)?;
    let target = if key.references_table == table.name {
        table
    } else {
        checks::table(schema, &key.references_table)?
    };
    checks::column_list(target, what, &key.references_columns)?;
    if key.columns.len() != key.references_columns.len() {
        return Err(SchemaError::Invalid {
            what: what.to_string(),
            problem: format!(
                "joins {} columns to {}",
                key.columns.len(),
                key.references_columns.len()
            ),
            help: "name as many columns on both sides".to_owned(),
        });
    }
    if let Some(stray) = key
        .set_columns
        .iter()
        .find(|name| !key.columns.contains(name))
    {
        return Err(SchemaError::Invalid {
            what: what.to_string(),
            problem: format!("sets column {stray:?} on a deletion, which is not one of its own"),
            help: "name some of its own columns".to_owned(),
        });
    }
    for (from, to) in key.columns.iter().zip(&key.references_columns) {
        let (from, to) = (checks::column(table, from)?, checks::column(target, to)?);
        if !from.ty.can_reference(&to.ty) {
            return Err(SchemaError::TypeMismatch {
                from: (table.name.clone(), from.name.clone()),
                from_type: from.ty.clone(),
                to: (target.name.clone(), to.name.clone()),
                to_type: to.ty.clone(),
            });
        }
        let sets_null =
            [key.on_delete, key.on_update].contains(&crate::schema::ReferentialAction::SetNull);
        let is_set = key.set_columns.is_empty() || key.set_columns.contains(&from.name);
        if sets_null && is_set && !from.nullable {
            return Err(SchemaError::Invalid {
                what: what.to_string(),
                problem: format!("sets column {:?} to NULL, which is NOT NULL", from.name),
                help: "make the column nullable, or choose another action".to_owned(),
            });
        }
    }
    let same = |columns: &[String]| {
        columns.len() == key.references_columns.len()
            && columns
                .iter()
                .all(|column| key.references_columns.contains(column))
    };
    let unique = target
        .primary_key
        .as_ref()
        .is_some_and(|key| same(&key.columns))
        || target.uniques.iter().any(|unique| same(&unique.columns))
        || target.indexes.iter().any(|index| {
            index.unique
                && index.filter.is_none()
                && index.columns().count() == index.parts.len()
                && same(&index.columns().map(str::to_owned).collect::<Vec<_>>())
        });
    if unique {
        return Ok(());
    }
    Err(SchemaError::NotUnique {
        table: target.name.clone(),
        columns: key.references_columns.clone(),
    })
}
