use super::{DropTable, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Exclusion, ForeignKey, Index, IndexKey, Schema, Table};

/// Creates a table with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTable {
    /// The table.
    pub table: Table,
}

impl CreateTable {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = &self.table;
        checks::name("table", &table.name)?;
        if schema.table(&table.name).is_some() {
            return Err(SchemaError::Taken {
                kind: "table",
                name: table.name.clone(),
                table: None,
            });
        }
        if table.columns.is_empty() {
            return Err(SchemaError::Invalid {
                what: format!("table {:?}", table.name),
                problem: "has no columns".to_owned(),
                help: "give it at least one column".to_owned(),
            });
        }
        // Built up part by part, so that each is checked against what stands before it.
        let mut built = Table::new(&table.name);
        for column in &table.columns {
            checks::definition(&table.name, column)?;
            if built.column(&column.name).is_some() {
                return Err(SchemaError::Taken {
                    kind: "column",
                    name: column.name.clone(),
                    table: Some(table.name.clone()),
                });
            }
            if let Some(of) = column.ty.as_enumeration() {
                checks::free_name(schema, "enumeration", &of.name)?;
            }
            built.columns.push(column.clone());
        }
        if let Some(key) = &table.primary_key {
            checks::free_constraint(&built, "primary key", &key.name)?;
            checks::column_list(&built, "the primary key", &key.columns)?;
            for name in &key.columns {
                if checks::column(&built, name)?.nullable {
                    return Err(nullable_key(&table.name, name));
                }
            }
            checks::included(&built, "the primary key", &key.include)?;
            built.primary_key = Some(key.clone());
        }
        for unique in &table.uniques {
            checks::free_constraint(&built, "unique constraint", &unique.name)?;
            checks::free_name(schema, "unique constraint", &unique.name)?;
            let what = format!("unique constraint {:?}", unique.name);
            checks::column_list(&built, &what, &unique.columns)?;
            checks::included(&built, &what, &unique.include)?;
            built.uniques.push(unique.clone());
        }
        for check in &table.checks {
            checks::free_constraint(&built, "check", &check.name)?;
            built.checks.push(check.clone());
        }
        for exclusion in &table.exclusions {
            add_exclusion(schema, &built, exclusion)?;
            built.exclusions.push(exclusion.clone());
        }
        for index in &table.indexes {
            add_index(schema, &built, index)?;
            built.indexes.push(index.clone());
        }
        // A table may refer to itself, so its own columns are in place by now.
        for key in &table.foreign_keys {
            add_foreign_key(schema, &built, key)?;
            built.foreign_keys.push(key.clone());
        }
        built.comment.clone_from(&table.comment);
        built.options.clone_from(&table.options);
        schema.insert(built);
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropTable(DropTable {
            table: self.table.name.clone(),
        })])
    }
}

/// The error for a primary key over a column that may be NULL.
pub(super) fn nullable_key(table: &str, column: &str) -> SchemaError {
    SchemaError::Invalid {
        what: format!("the primary key of table {table:?}"),
        problem: format!("holds column {column:?}, which is nullable"),
        help: "a primary key's columns are NOT NULL: take `.nullable()` away".to_owned(),
    }
}

/// Whether `table`, which may not be in the schema yet, can have this index.
pub(super) fn add_index(schema: &Schema, table: &Table, index: &Index) -> Result<(), SchemaError> {
    checks::free_name(schema, "index", &index.name)?;
    if table.index(&index.name).is_some() || table.unique(&index.name).is_some() {
        return Err(SchemaError::Taken {
            kind: "index",
            name: index.name.clone(),
            table: Some(table.name.clone()),
        });
    }
    if index.parts.is_empty() {
        return Err(SchemaError::Invalid {
            what: format!("index {:?}", index.name),
            problem: "names no column".to_owned(),
            help: "name at least one column".to_owned(),
        });
    }
    let what = format!("index {:?}", index.name);
    checks::included(table, &what, &index.include)?;
    let columns: Vec<String> = index.columns().map(str::to_owned).collect();
    if columns.is_empty() {
        return Ok(());
    }
    checks::column_list(table, &what, &columns)
}

/// Whether `table`, which may not be in the schema yet, can have this exclusion constraint.
pub(super) fn add_exclusion(
    schema: &Schema,
    table: &Table,
    exclusion: &Exclusion,
) -> Result<(), SchemaError> {
    checks::free_constraint(table, "exclusion constraint", &exclusion.name)?;
    checks::free_name(schema, "exclusion constraint", &exclusion.name)?;
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
    let what = format!("foreign key {:?}", key.name);
    checks::free_constraint(table, "foreign key", &key.name)?;
    checks::column_list(table, &what, &key.columns)?;
    let target = if key.references_table == table.name {
        table
    } else {
        checks::table(schema, &key.references_table)?
    };
    checks::column_list(target, &what, &key.references_columns)?;
    if key.columns.len() != key.references_columns.len() {
        return Err(SchemaError::Invalid {
            what,
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
            what,
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
                what,
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
