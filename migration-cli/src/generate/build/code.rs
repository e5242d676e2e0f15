use migration_core::operation::{Operation, Sql, SqlReverse};
use migration_core::schema::SqlText;

use super::{Asked, Body, Proposal};
use crate::generate::{GenerateError, lookup, naming};

/// SQL that every server runs and that changes nothing.
const PLACEHOLDER: &str = "SELECT 1";

pub(super) fn data(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the migration's name")?;
    asked.end(rest)?;
    if let Some(table) = &asked.flags.table {
        let table = lookup::table(asked.schema, table)?;
        if asked.flags.batched && table.primary_key.is_none() {
            return Err(GenerateError::schema(
                format!(
                    "table {:?} has no primary key by which its rows could be walked",
                    table.name
                ),
                "leave --batched out; or write `.batched_by([…])` with the columns of a unique constraint behind `data_in_batches`",
            ));
        }
    } else if asked.flags.batched {
        return Err(asked
            .template
            .misused("--batched needs the table whose rows are walked: --table TABLE"));
    }
    let name = naming::migration_name(name)?;
    Ok(Proposal {
        doc: match &asked.flags.table {
            Some(table) => format!("Changes rows of `{table}`."),
            None => "Changes rows.".to_owned(),
        },
        body: Body::Data {
            function: naming::identifier(&name),
            table: asked.flags.table.clone(),
            batched: asked.flags.batched,
        },
        name,
        notes: vec!["write what it does into its function".to_owned()],
    })
}

pub(super) fn sql(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the migration's name")?;
    let text = match rest {
        [] => None,
        [text] => Some(text.as_str()),
        more => {
            return Err(GenerateError::usage(
                format!("the SQL came in {} words", more.len()),
                "put it in quotes, so that the shell keeps it whole",
            ));
        }
    };
    let name = naming::migration_name(name)?;
    let sql = |text: &str| {
        if asked.flags.per_dialect {
            SqlText::default().sqlite(text).postgres(text).mysql(text)
        } else {
            SqlText::from(text)
        }
    };
    let down = match (&asked.flags.reverse, text) {
        (Some(text), _) => SqlReverse::Text(sql(text)),
        (None, None) => SqlReverse::Nothing,
        (None, Some(_)) => SqlReverse::None,
    };
    let operations = vec![Operation::Sql(Sql {
        up: sql(text.unwrap_or(PLACEHOLDER)),
        down,
    })];
    let mut notes = Vec::new();
    if text.is_none() {
        notes.push(format!("{PLACEHOLDER:?} stands where your SQL goes"));
    }
    Ok(Proposal {
        doc: format!("{}.", sentence(&name)),
        name,
        body: if text.is_none() {
            Body::SqlPlaceholder(operations)
        } else {
            Body::Operations(operations)
        },
        notes,
    })
}

pub(super) fn empty(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the migration's name")?;
    asked.end(rest)?;
    let name = naming::migration_name(name)?;
    Ok(Proposal {
        doc: format!("{}.", sentence(&name)),
        name,
        body: Body::Empty,
        notes: vec!["it does nothing until you write into it".to_owned()],
    })
}

/// `reorganise_billing` → `Reorganise billing`.
fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
