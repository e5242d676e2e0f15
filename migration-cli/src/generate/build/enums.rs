use migration_core::operation::{
    AlterColumn, AlterEnumeration, CreateObject, DropObject, Operation, ValueChange, nearest,
};
use migration_core::schema::{
    Column, ColumnType, Enumeration, Object, ObjectId, ObjectKind, Table,
};

use super::{Asked, Proposal, quoted};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn create(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, values) = asked.first("the enumeration's name")?;
    if values.is_empty() {
        return Err(asked.template.misused("no value is named"));
    }
    Ok(Proposal::new(
        format!("create_enum_{}", naming::slug(name)),
        format!("Creates the enumeration `{name}` of {}.", quoted(values)),
        vec![Operation::CreateObject(CreateObject {
            object: Object::Enumeration(Enumeration {
                name: name.to_owned(),
                values: values.to_vec(),
                comment: None,
            }),
        })],
    ))
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the enumeration's name")?;
    asked.end(rest)?;
    let id = ObjectId::new(ObjectKind::Enumeration, name);
    lookup::object(asked.schema, &id)?;
    Ok(Proposal::new(
        format!("drop_enum_{}", naming::slug(name)),
        format!("Drops the enumeration `{name}`."),
        vec![Operation::DropObject(DropObject { id })],
    ))
}

pub(super) fn add_value(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the enumeration's name")?;
    let [value] = rest else {
        return Err(asked
            .template
            .misused("it takes the enumeration's name and one value"));
    };
    let found = Found::of(asked, name)?;
    let values = &found.enumeration().values;
    let before = place(asked, name, values)?;
    if values.contains(value) {
        return Err(GenerateError::schema(
            format!("{name} has the value {value:?} already"),
            "add another one",
        ));
    }
    let operation = match found {
        Found::ByItself(_) => Operation::AlterEnumeration(AlterEnumeration {
            name: name.to_owned(),
            change: ValueChange::Add {
                value: value.clone(),
                before,
            },
        }),
        Found::OfColumn {
            table,
            column,
            enumeration,
        } => {
            let mut values = enumeration.values.clone();
            let at = before.and_then(|before| values.iter().position(|each| *each == before));
            values.insert(at.unwrap_or(values.len()), value.clone());
            Operation::AlterColumn(AlterColumn {
                table: table.name.clone(),
                column: column.name.clone(),
                ty: Some(ColumnType::enumeration(&enumeration.name, values)),
                ..AlterColumn::default()
            })
        }
    };
    Ok(Proposal::new(
        format!("add_{}_to_{}", naming::slug(value), naming::slug(name)),
        format!("Adds the value `{value}` to `{name}`."),
        vec![operation],
    ))
}

/// The value that the new one stands before; none at the end.
fn place(
    asked: &Asked<'_>,
    name: &str,
    values: &[String],
) -> Result<Option<String>, GenerateError> {
    let (said, after) = match (&asked.flags.before, &asked.flags.after) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            return Err(asked
                .template
                .misused("say the place with --before or with --after"));
        }
        (Some(before), None) => (before, false),
        (None, Some(after)) => (after, true),
    };
    let at = values
        .iter()
        .position(|value| value == said)
        .ok_or_else(|| no_value(name, said, values))?;
    Ok(values.get(at + usize::from(after)).cloned())
}

pub(super) fn rename_value(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let [name, from, to] = asked.words else {
        return Err(asked
            .template
            .misused("it takes the enumeration's name, a value, and its new name"));
    };
    let found = Found::of(asked, name)?;
    let values = &found.enumeration().values;
    if !values.contains(from) {
        return Err(no_value(name, from, values));
    }
    if let Found::OfColumn { table, column, .. } = found {
        let place = format!("{}.{}", table.name, column.name);
        return Err(GenerateError::schema(
            format!("{place} has an enumeration of its own, whose values have no other names"),
            format!(
                "add the new value with `migrate generate add_enum_value {place} {to}`, backfill the rows, and take the old one away with change_column"
            ),
        ));
    }
    Ok(Proposal::new(
        format!(
            "rename_{}_to_{}_in_{}",
            naming::slug(from),
            naming::slug(to),
            naming::slug(name)
        ),
        format!("Renames the value `{from}` of `{name}` to `{to}`."),
        vec![Operation::AlterEnumeration(AlterEnumeration {
            name: name.clone(),
            change: ValueChange::Rename {
                from: from.clone(),
                to: to.clone(),
            },
        })],
    ))
}

/// An enumeration, wherever it is.
enum Found<'a> {
    /// A type by itself.
    ByItself(&'a Enumeration),
    /// The type of one column.
    OfColumn {
        table: &'a Table,
        column: &'a Column,
        enumeration: &'a Enumeration,
    },
}

impl<'a> Found<'a> {
    /// By its own name, or as `TABLE.COLUMN`.
    fn of(asked: &Asked<'a>, name: &str) -> Result<Self, GenerateError> {
        let id = ObjectId::new(ObjectKind::Enumeration, name);
        if let Some(Object::Enumeration(enumeration)) = asked.schema.object(&id) {
            return Ok(Self::ByItself(enumeration));
        }
        let columns = || {
            let all = asked.schema.tables();
            all.flat_map(|table| table.columns.iter().map(move |column| (table, column)))
                .filter_map(|(table, column)| Some((table, column, column.ty.as_enumeration()?)))
        };
        let by_name = columns().find(|(table, column, enumeration)| {
            enumeration.name == name || format!("{}.{}", table.name, column.name) == name
        });
        if let Some((table, column, enumeration)) = by_name {
            return Ok(Self::OfColumn {
                table,
                column,
                enumeration,
            });
        }
        if let Some((table, column)) = name.split_once('.') {
            let table = lookup::table(asked.schema, table)?;
            let column = lookup::column(table, column)?;
            return Err(GenerateError::schema(
                format!(
                    "column {name} is {} and no enumeration of its own",
                    column.ty
                ),
                "name the enumeration, or a column that has one",
            ));
        }
        let own: Vec<String> = columns()
            .map(|(table, column, _)| format!("{}.{}", table.name, column.name))
            .collect();
        let all = asked
            .schema
            .objects()
            .filter(|(id, _)| id.kind == ObjectKind::Enumeration)
            .map(|(id, _)| id.name.as_str());
        let near = nearest(name, all.chain(own.iter().map(String::as_str)));
        Err(GenerateError::schema(
            format!("there is no enumeration {name:?}"),
            match near.as_slice() {
                [] => "create it with `migrate generate create_enum`, or name a column as TABLE.COLUMN"
                    .to_owned(),
                near => format!("did you mean {}?", near.join(" or ")),
            },
        ))
    }

    const fn enumeration(&self) -> &'a Enumeration {
        match self {
            Self::ByItself(enumeration) | Self::OfColumn { enumeration, .. } => enumeration,
        }
    }
}

fn no_value(name: &str, value: &str, values: &[String]) -> GenerateError {
    GenerateError::schema(
        format!("{name} has no value {value:?}"),
        format!("its values are {}", values.join(", ")),
    )
}
