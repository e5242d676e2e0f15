use migration_core::operation::{AlterColumn, Backfill, Change, Operation};
use migration_core::schema::{Column, ColumnType, SqlText, Table};

use super::column::{self, Built, Place};
use super::{Asked, Proposal, quoted};
use crate::generate::field::{self, DefaultWord, Field};
use crate::generate::{GenerateError, lookup, naming, render};

pub(super) fn build(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let fields = field::parse_all(words)?;
    if fields.is_empty() {
        return Err(asked.template.misused("no column is named"));
    }
    if asked.flags.using.is_some() && fields.len() > 1 {
        return Err(asked
            .template
            .misused("--using is for one column; write one migration for each"));
    }
    let mut operations = Vec::new();
    let mut names = Vec::new();
    for field in &fields {
        operations.extend(change(asked, table, field)?);
        names.push(column::column_name(field));
    }
    let slug = naming::slug(&table.name);
    Ok(Proposal::new(
        format!("change_{}_in_{slug}", naming::joined(&names, "columns")),
        format!("Changes {} in `{}`.", quoted(&names), table.name),
        operations,
    ))
}

fn change(
    asked: &Asked<'_>,
    table: &Table,
    field: &Field,
) -> Result<Vec<Operation>, GenerateError> {
    if field.primary_key {
        return Err(asked.template.misused(format!(
            "{:?}: a primary key is not changed this way",
            field.word
        )));
    }
    let name = column::column_name(field);
    let before = lookup::column(table, &name)?;
    let place = Place::Existing(&table.name);
    let (ty, target) = column::column_type(asked, place, &name, field)?;
    let ty = ty.map(|ty| keep_enumeration(before, ty));
    let after = ty.clone().unwrap_or_else(|| before.ty.clone());
    let default = match &field.default {
        Some(DefaultWord::Is(text)) => Some(Change::Set(field::default_value(
            &field.word,
            &after,
            text,
        )?)),
        Some(DefaultWord::Drop) => Some(Change::Drop),
        None => None,
    };
    let alter = AlterColumn {
        table: table.name.clone(),
        column: name.clone(),
        ty: ty.filter(|ty| *ty != before.ty),
        using: asked.flags.using.as_deref().map(SqlText::from),
        nullable: field
            .nullable
            .filter(|nullable| *nullable != before.nullable),
        default: default.filter(|default| match default {
            Change::Set(value) => before.default.as_ref() != Some(value),
            Change::Drop => before.default.is_some(),
        }),
        comment: (field.comment != before.comment)
            .then(|| field.comment.clone())
            .flatten()
            .map(Change::Set),
        collation: field
            .collation
            .as_deref()
            .map(SqlText::from)
            .filter(|collation| before.collation.as_ref() != Some(collation))
            .map(Change::Set),
        charset: field
            .charset
            .clone()
            .filter(|charset| before.charset.as_ref() != Some(charset))
            .map(Change::Set),
        ..AlterColumn::default()
    };
    column::known_type(asked, &after)?;
    if field.generated.is_some() || field.position.is_some() {
        return Err(GenerateError::usage(
            format!(
                "{:?}: what a column is computed from, and where it stands, are not changed here",
                field.word
            ),
            "write `c.set_generated(…)` into the file, or drop the column and add it again",
        ));
    }
    if alter.using.is_some() && alter.ty.is_none() {
        return Err(asked.template.misused(format!(
            "--using says how values become another type, and {name} is {} already",
            before.ty
        )));
    }
    let companions = Built {
        column: before.clone(),
        existing_rows: migration_core::operation::ExistingRows::Default,
        check: field
            .check
            .as_deref()
            .map(|sql| column::check(&table.name, &name, sql)),
        unique: field.unique.then(|| column::unique(&table.name, &name)),
        index: column::wants_index(field).then(|| column::index(&table.name, &name)),
        foreign_key: column::foreign_key(asked, &table.name, &name, field, target)?,
    }
    .companions(&table.name);

    let mut operations = Vec::new();
    if let Some(fill) = &field.fill {
        operations.push(Operation::Backfill(Backfill {
            table: table.name.clone(),
            set: vec![(name.clone(), SqlText::from(fill.as_str()))],
            filter: Some(render::is_null(&name)),
            reverse: None,
            batches: None,
        }));
    }
    let unchanged = AlterColumn {
        table: table.name.clone(),
        column: name.clone(),
        ..AlterColumn::default()
    };
    if alter != unchanged {
        operations.push(Operation::AlterColumn(alter));
    }
    operations.extend(companions);
    if operations.is_empty() {
        return Err(GenerateError::schema(
            format!(
                "{:?} changes nothing: {}",
                field.word,
                shown(&table.name, before)
            ),
            "say what is to be different, like age:bigint, age:required, age:default=0 or age:nodefault",
        ));
    }
    Ok(operations)
}

/// An enumeration that gets other values stays the type that it is.
fn keep_enumeration(before: &Column, ty: ColumnType) -> ColumnType {
    match (&before.ty, ty) {
        (ColumnType::Enumeration(old), ColumnType::Enumeration(new)) => {
            ColumnType::enumeration(&old.name, new.values)
        }
        (_, ty) => ty,
    }
}

fn shown(table: &str, column: &Column) -> String {
    format!(
        "{table}.{} is {} {} already",
        column.name,
        column.ty,
        if column.nullable { "NULL" } else { "NOT NULL" }
    )
}
