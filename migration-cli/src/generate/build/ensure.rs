use migration_core::operation::{Ensure, Operation};
use migration_core::schema::SqlText;

use super::{Asked, Proposal, checks};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn build(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, rest) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let condition = match rest {
        [condition] => condition,
        [] => return Err(asked.template.misused("the condition is missing")),
        more => {
            return Err(GenerateError::usage(
                format!(
                    "the condition came in {} words: {}",
                    more.len(),
                    more.join(" ")
                ),
                format!(
                    "put it in quotes, so that the shell keeps it whole: ensure {} '{}'",
                    table.name,
                    more.join(" ")
                ),
            ));
        }
    };
    let columns = checks::mentioned(asked.template, table, condition)?;
    Ok(Proposal::new(
        format!(
            "ensure_{}_in_{}",
            naming::slug(&columns.join("_")),
            naming::slug(&table.name)
        ),
        format!(
            "Stops unless every row of `{}` meets a condition.",
            table.name
        ),
        vec![Operation::Ensure(Ensure {
            table: table.name.clone(),
            condition: SqlText::from(condition.as_str()),
        })],
    ))
}
