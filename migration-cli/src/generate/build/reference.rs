use migration_core::operation::nearest;
use migration_core::schema::{ColumnType, Schema, Table};

use crate::generate::field::{Field, FieldType, Target};
use crate::generate::{GenerateError, lookup, naming};

/// The column that a field refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) table: String,
    pub(super) column: String,
    pub(super) ty: ColumnType,
}

/// What a field refers to, if it refers to anything. `own` is the table that is being made,
/// which a field may refer to before it exists.
pub(super) fn resolve(
    schema: &Schema,
    own: Option<&Table>,
    field: &Field,
) -> Result<Option<Resolved>, GenerateError> {
    let target = match (&field.ty, &field.references) {
        (Some(FieldType::Reference(Some(target))), _) | (_, Some(target)) => target.clone(),
        (Some(FieldType::Reference(None)), None) => Target {
            table: guess(schema, own, field)?,
            column: None,
        },
        _ => return Ok(None),
    };
    let target = target
        .among(|name| schema.table(name).is_some() || own.is_some_and(|own| own.name == name));
    let table = match own.filter(|own| own.name == target.table) {
        Some(own) => own,
        None => lookup::table(schema, &target.table)?,
    };
    let column = match target.column {
        Some(column) => column,
        None => single_key(table, field)?,
    };
    Ok(Some(Resolved {
        table: table.name.clone(),
        ty: lookup::column(table, &column)?.ty.clone(),
        column,
    }))
}

/// `user` and `user_id` → the one table there is among `user`, `users` and so on.
fn guess(schema: &Schema, own: Option<&Table>, field: &Field) -> Result<String, GenerateError> {
    let base = field.name.strip_suffix("_id").unwrap_or(&field.name);
    let candidates = naming::table_candidates(base);
    let mut found = candidates.iter().filter(|candidate| {
        schema.table(candidate).is_some() || own.is_some_and(|own| own.name == **candidate)
    });
    let column = column_name(&field.name);
    match (found.next(), found.next()) {
        (Some(table), None) => Ok(table.clone()),
        (Some(first), Some(second)) => Err(GenerateError::schema(
            format!(
                "{:?} may refer to table {first:?} or to table {second:?}",
                field.word
            ),
            format!("say which: {column}:references:{first}"),
        )),
        (None, _) => {
            let tables: Vec<&str> = schema.tables().map(|table| table.name.as_str()).collect();
            let table = nearest(base, tables.iter().copied())
                .into_iter()
                .next()
                .or_else(|| tables.first().map(|table| (*table).to_owned()))
                .unwrap_or_else(|| "users".to_owned());
            Err(GenerateError::schema(
                format!(
                    "{:?} refers to a table, and there is none named {}",
                    field.word,
                    candidates.join(" or ")
                ),
                format!("say which one is meant: {column}:references:{table}"),
            ))
        }
    }
}

fn single_key(table: &Table, field: &Field) -> Result<String, GenerateError> {
    match table.primary_key.as_ref().map(|key| key.columns.as_slice()) {
        Some([column]) => Ok(column.clone()),
        _ => Err(GenerateError::schema(
            format!(
                "{:?} refers to table {:?}, which has no primary key of one column",
                field.word, table.name
            ),
            format!(
                "name a unique column: {}:ref={}.COLUMN",
                column_name(&field.name),
                table.name
            ),
        )),
    }
}

/// The column of a reference: `user` → `user_id`.
pub(super) fn column_name(field: &str) -> String {
    if field.ends_with("_id") {
        field.to_owned()
    } else {
        format!("{field}_id")
    }
}
