use migration_core::operation::{Backfill, Batches, Operation};
use migration_core::schema::SqlText;

use super::{Asked, Proposal, quoted};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn build(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let mut set: Vec<(String, SqlText)> = Vec::new();
    for word in words {
        let (column, value) = word
            .split_once('=')
            .filter(|(_, value)| !value.trim().is_empty())
            .ok_or_else(|| {
                asked
                    .template
                    .misused(format!("{word:?} says no value: write COLUMN=SQL"))
            })?;
        lookup::column(table, column)?;
        set.push((column.to_owned(), SqlText::from(value)));
    }
    if set.is_empty() {
        return Err(asked.template.misused("no column is named"));
    }
    let names: Vec<String> = set.iter().map(|(column, _)| column.clone()).collect();
    let mut proposal = Proposal::new(
        format!(
            "backfill_{}_in_{}",
            naming::joined(&names, "columns"),
            naming::slug(&table.name)
        ),
        format!("Sets {} of the rows in `{}`.", quoted(&names), table.name),
        vec![Operation::Backfill(Backfill {
            table: table.name.clone(),
            set,
            filter: asked.flags.filter.as_deref().map(SqlText::from),
            reverse: None,
            batches: asked.flags.batched.then(Batches::default),
        })],
    );
    proposal
        .notes
        .push("on the way down the rows keep their values".to_owned());
    Ok(proposal)
}
