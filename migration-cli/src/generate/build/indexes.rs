use migration_core::operation::{CreateIndex, DropIndex, Operation, index_name};
use migration_core::schema::{Index, IndexKey, IndexMethod, IndexPart, SqlText, Table};

use super::{Asked, Proposal, quoted};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn add(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    if words.is_empty() {
        return Err(asked.template.misused("no column is named"));
    }
    let parts = words
        .iter()
        .map(|word| part(table, word))
        .collect::<Result<Vec<_>, _>>()?;
    let mut index = Index {
        name: String::new(),
        parts,
        unique: asked.flags.unique,
        filter: asked.flags.filter.as_deref().map(SqlText::from),
        method: asked.flags.method.as_deref().map(IndexMethod::from),
        include: asked.flags.include.clone(),
        ..Index::default()
    };
    for column in &index.include {
        lookup::column(table, column)?;
    }
    index.name = asked
        .flags
        .name
        .clone()
        .unwrap_or_else(|| index_name(&table.name, &index));
    let keys: Vec<String> = index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => name.clone(),
            IndexKey::Expression(sql) => sql.summary().to_owned(),
        })
        .collect();
    Ok(Proposal::new(
        format!(
            "add_index_to_{}_on_{}",
            naming::slug(&table.name),
            naming::joined(&keys, "columns")
        ),
        format!(
            "Adds {} to `{}` on {}.",
            if index.unique {
                "a unique index"
            } else {
                "an index"
            },
            table.name,
            quoted(&keys)
        ),
        vec![Operation::CreateIndex(CreateIndex {
            table: table.name.clone(),
            index,
            concurrently: asked.flags.concurrently,
        })],
    ))
}

/// `email`, `created_at:desc`, `lower(email)`.
fn part(table: &Table, word: &str) -> Result<IndexPart, GenerateError> {
    let (text, descending) = match word.rsplit_once(':') {
        Some((text, order)) if order.eq_ignore_ascii_case("desc") => (text, true),
        Some((text, order)) if order.eq_ignore_ascii_case("asc") => (text, false),
        _ => (word, false),
    };
    let is_expression =
        table.column(text).is_none() && text.contains(|c: char| "()+-*/|'\" ".contains(c));
    if is_expression {
        return Ok(IndexPart {
            descending,
            ..IndexPart::new(IndexKey::Expression(SqlText::from(text)))
        });
    }
    if let Some((name, order)) = text
        .split_once(':')
        .filter(|_| table.column(text).is_none())
    {
        lookup::column(table, name)?;
        return Err(GenerateError::usage(
            format!("{word:?}: {order:?} is no order"),
            format!("write {name}, {name}:asc or {name}:desc"),
        ));
    }
    lookup::column(table, text)?;
    Ok(IndexPart {
        descending,
        ..IndexPart::column(text)
    })
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let index = find(asked, table, words)?;
    Ok(Proposal::new(
        format!("drop_index_{}", naming::slug(&index.name)),
        format!("Drops the index `{}` of `{}`.", index.name, table.name),
        vec![Operation::DropIndex(DropIndex {
            table: table.name.clone(),
            index: index.name.clone(),
            concurrently: asked.flags.concurrently,
        })],
    ))
}

/// The index of this name, or the one over these columns.
fn find<'a>(
    asked: &Asked<'_>,
    table: &'a Table,
    words: &[String],
) -> Result<&'a Index, GenerateError> {
    let by_name = |name: &str| {
        table.index(name).ok_or_else(|| {
            let names = table.indexes.iter().map(|index| index.name.as_str());
            lookup::unknown(table, "index", name, names)
        })
    };
    match (asked.flags.name.as_deref(), words) {
        (Some(name), []) => return by_name(name),
        (Some(_), _) => {
            return Err(asked
                .template
                .misused("say the index either by its columns or with --name"));
        }
        (None, []) => {
            return Err(asked
                .template
                .misused("neither a column nor a name is given"));
        }
        (None, [one]) if table.index(one).is_some() => return by_name(one),
        (None, [one]) if table.column(one).is_none() => return by_name(one),
        (None, _) => {}
    }
    for word in words {
        lookup::column(table, word)?;
    }
    let over: Vec<&Index> = table
        .indexes
        .iter()
        .filter(|index| {
            index.parts.len() == words.len() && index.columns().eq(words.iter().map(String::as_str))
        })
        .collect();
    match over.as_slice() {
        [one] => Ok(one),
        [] => {
            let help = match table.uniques.iter().find(|unique| unique.columns == words) {
                Some(unique) => format!(
                    "{:?} is a unique constraint: migrate generate drop_unique {} {}",
                    unique.name,
                    table.name,
                    words.join(" ")
                ),
                None => match table.indexes.as_slice() {
                    [] => format!("table {:?} has no index", table.name),
                    all => {
                        let names: Vec<&str> =
                            all.iter().map(|index| index.name.as_str()).collect();
                        format!("table {:?} has {}", table.name, names.join(", "))
                    }
                },
            };
            Err(GenerateError::schema(
                format!(
                    "table {:?} has no index on {}",
                    table.name,
                    words.join(", ")
                ),
                help,
            ))
        }
        many => {
            let names: Vec<&str> = many.iter().map(|index| index.name.as_str()).collect();
            Err(GenerateError::schema(
                format!(
                    "table {:?} has several indexes on {}",
                    table.name,
                    words.join(", ")
                ),
                format!("say which one with --name: {}", names.join(", ")),
            ))
        }
    }
}
