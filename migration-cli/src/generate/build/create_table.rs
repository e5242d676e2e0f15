use migration_core::operation::{CreateTable, Operation, primary_key_name, unique_name};
use migration_core::schema::{Column, ColumnType, DefaultValue, PrimaryKey, Table, Unique};

use super::column::{self, Place};
use super::{Asked, Proposal, polymorphic};
use crate::generate::field::{self, Field};
use crate::generate::{GenerateError, naming};

pub(super) fn build(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, words) = asked.first("the table's name")?;
    if name.contains(':') {
        return Err(asked.template.misused(format!(
            "{name:?} is a field, and the table's name comes first"
        )));
    }
    let fields = field::parse_all(words)?;
    if asked.flags.on_delete.is_some() || asked.flags.on_update.is_some() {
        let refers = |field: &Field| {
            field.references.is_some() || matches!(field.ty, Some(field::FieldType::Reference(_)))
        };
        if !fields.iter().any(refers) {
            return Err(asked
                .template
                .misused("--on-delete and --on-update need a field that refers to a table"));
        }
    }
    if asked.flags.touch && asked.flags.no_timestamps {
        return Err(asked
            .template
            .misused("--touch is about updated_at, which --no-timestamps leaves out"));
    }
    let mut table = Table::new(name);
    key(asked, &fields, &mut table)?;
    for field in &fields {
        add(asked, &mut table, field)?;
    }
    for columns in &asked.flags.unique_together {
        unique_together(asked, &mut table, columns)?;
    }
    if !asked.flags.no_timestamps {
        for name in ["created_at", "updated_at"] {
            let mut column = Column::new(name, ColumnType::TimestampTz(6));
            column.default = Some(DefaultValue::Now);
            column.touched_on_update = asked.flags.touch && name == "updated_at";
            push(
                &mut table,
                column,
                "the timestamps, which --no-timestamps leaves out",
            )?;
        }
    }
    if asked.flags.soft_delete {
        let mut column = Column::new("deleted_at", ColumnType::TimestampTz(6));
        column.nullable = true;
        push(&mut table, column, "--soft-delete")?;
    }
    if table.columns.is_empty() {
        return Err(asked
            .template
            .misused(format!("table {name:?} would have no columns")));
    }
    if let Some(key) = &table.primary_key {
        for wanted in &key.columns {
            if table.column(wanted).is_none() {
                return Err(asked.template.misused(format!(
                    "the primary key names {wanted:?}, which is none of the fields"
                )));
            }
        }
    }
    let mut proposal = Proposal::new(
        format!("create_{}", naming::slug(name)),
        format!("Creates the table `{name}`."),
        Vec::new(),
    );
    if table.primary_key.is_none() {
        proposal
            .notes
            .push(format!("table {name:?} has no primary key"));
    }
    proposal.body = super::Body::Operations(vec![Operation::CreateTable(CreateTable {
        table: table.into(),
    })]);
    Ok(proposal)
}

/// The primary key: `id`, unless flags or fields say otherwise.
fn key(asked: &Asked<'_>, fields: &[Field], table: &mut Table) -> Result<(), GenerateError> {
    let marked: Vec<String> = fields
        .iter()
        .filter(|field| field.primary_key)
        .map(column::column_name)
        .collect();
    let flagged = &asked.flags.primary_key;
    if !marked.is_empty() && !flagged.is_empty() {
        return Err(asked
            .template
            .misused("say the primary key either with --primary-key or with :pk"));
    }
    let own: &[String] = if marked.is_empty() { flagged } else { &marked };
    let kind = match (asked.flags.id.as_deref(), own) {
        (None, []) => "big",
        (None, _) => "none",
        (Some(kind), []) => kind,
        (Some("none"), _) => "none",
        (Some(_), _) => {
            return Err(asked
                .template
                .misused("a table has one primary key: leave out --id, or the other key"));
        }
    };
    let (ty, default) = match kind {
        "none" => {
            if !own.is_empty() {
                set_key(table, own.to_vec());
            }
            return Ok(());
        }
        "big" | "bigint" | "big_int" => (ColumnType::BigInt, None),
        "int" | "integer" => (ColumnType::Int, None),
        "uuid" => (ColumnType::Uuid, Some(DefaultValue::RandomUuid)),
        "ulid" => (ColumnType::Char(26), None),
        other => {
            return Err(GenerateError::usage(
                format!("--id {other:?} is no kind of key"),
                "say --id big, --id int, --id uuid, --id ulid or --id none",
            ));
        }
    };
    if let Some(id) = fields.iter().find(|field| field.name == "id") {
        return Err(GenerateError::usage(
            format!("{:?}: create_table adds the column id itself", id.word),
            "choose its kind with --id big, --id int or --id uuid; or say --id none, or :pk behind the field",
        ));
    }
    let mut id = Column::new("id", ty);
    let is_numbered = matches!(id.ty, ColumnType::BigInt | ColumnType::Int);
    id.identity = is_numbered.then(Box::default);
    id.default = default;
    table.columns.push(id);
    set_key(table, vec!["id".to_owned()]);
    Ok(())
}

fn set_key(table: &mut Table, columns: Vec<String>) {
    table.primary_key = Some(PrimaryKey {
        name: primary_key_name(&table.name),
        columns,
        ..PrimaryKey::default()
    });
}

pub(super) fn add(
    asked: &Asked<'_>,
    table: &mut Table,
    field: &Field,
) -> Result<(), GenerateError> {
    if let Some(parts) = polymorphic::take_apart(&table.name, field)? {
        for column in &parts.columns {
            add(asked, table, column)?;
        }
        table.indexes.push(parts.index);
        return Ok(());
    }
    if field.position.is_some() {
        return Err(GenerateError::usage(
            format!(
                "{:?}: the columns of a new table stand as they are written",
                field.word
            ),
            "put the field in its place",
        ));
    }
    let built = column::build(asked, Place::New(table), field)?;
    push(table, built.column, &format!("{:?}", field.word))?;
    table.checks.extend(built.check);
    table.uniques.extend(built.unique);
    table.indexes.extend(built.index);
    table.foreign_keys.extend(built.foreign_key);
    Ok(())
}

fn unique_together(
    asked: &Asked<'_>,
    table: &mut Table,
    columns: &str,
) -> Result<(), GenerateError> {
    let columns: Vec<String> = columns
        .split(',')
        .map(|column| column.trim().to_owned())
        .collect();
    if let Some(unknown) = columns.iter().find(|name| table.column(name).is_none()) {
        return Err(asked.template.misused(format!(
            "--unique-together names {unknown:?}, which is none of the fields"
        )));
    }
    let name = unique_name(&table.name, &columns);
    table.uniques.push(Unique {
        name,
        columns,
        ..Unique::default()
    });
    Ok(())
}

fn push(table: &mut Table, column: Column, from: &str) -> Result<(), GenerateError> {
    if table.column(&column.name).is_some() {
        return Err(GenerateError::usage(
            format!(
                "column {:?} is there already; it would come again from {from}",
                column.name
            ),
            "leave one of them out",
        ));
    }
    table.columns.push(column);
    Ok(())
}
