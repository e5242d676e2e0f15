use migration_core::operation::{AddExclusion, DropExclusion, Operation};
use migration_core::schema::{Deferrable, Exclusion, IndexKey, IndexMethod, IndexPart, SqlText};

use super::{Asked, Proposal, quoted};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn add(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    if words.is_empty() {
        return Err(asked.template.misused("nothing is compared"));
    }
    let mut parts = Vec::new();
    let mut names = Vec::new();
    for word in words {
        let Some((subject, operator)) = word.rsplit_once(':').filter(|(a, b)| {
            !a.is_empty() && !b.is_empty() && b.chars().all(|c| c.is_ascii_punctuation())
        }) else {
            return Err(GenerateError::usage(
                format!("{word:?} names no operator"),
                "write what may not hold for two rows at once behind the column, in quotes: room_id:= 'during:&&'",
            ));
        };
        let is_expression = table.column(subject).is_none() && subject.contains('(');
        let part = match is_expression {
            true => IndexPart::new(IndexKey::Expression(SqlText::from(subject))),
            false => IndexPart::column(&lookup::column(table, subject)?.name),
        };
        parts.push((part, operator.to_owned()));
        names.push(subject.to_owned());
    }
    let name =
        asked.flags.name.clone().unwrap_or_else(|| {
            format!("{}_{}_excl", table.name, naming::joined(&names, "columns"))
        });
    Ok(Proposal::new(
        format!("add_exclusion_to_{}", naming::slug(&table.name)),
        format!(
            "Lets no two rows of `{}` meet in {}.",
            table.name,
            quoted(&names)
        ),
        vec![Operation::AddExclusion(AddExclusion {
            table: table.name.clone(),
            exclusion: Exclusion {
                name,
                method: asked.flags.method.as_deref().map(IndexMethod::from),
                parts,
                filter: asked.flags.filter.as_deref().map(SqlText::from),
                deferrable: Deferrable::No,
                comment: None,
            },
        })],
    ))
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, rest) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let name = match (asked.flags.name.as_deref(), rest) {
        (Some(name), []) => name,
        (None, [name]) => name.as_str(),
        _ => {
            return Err(asked
                .template
                .misused("it takes the table's name and the constraint's name"));
        }
    };
    if table.exclusion(name).is_none() {
        let names = table.exclusions.iter().map(|each| each.name.as_str());
        return Err(lookup::unknown(table, "exclusion constraint", name, names));
    }
    Ok(Proposal::new(
        format!("drop_exclusion_{}", naming::slug(name)),
        format!(
            "Drops the exclusion constraint `{name}` of `{}`.",
            table.name
        ),
        vec![Operation::DropExclusion(DropExclusion {
            table: table.name.clone(),
            exclusion: name.to_owned(),
        })],
    ))
}
