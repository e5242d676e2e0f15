use migration_core::operation::{DropTable, Operation, RenameTable};

use super::{Asked, Proposal};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the table's name")?;
    asked.end(rest)?;
    lookup::table(asked.schema, name)?;
    Ok(Proposal::new(
        format!("drop_{}", naming::slug(name)),
        format!("Drops the table `{name}` with its rows."),
        vec![Operation::DropTable(DropTable {
            table: name.to_owned(),
        })],
    ))
}

pub(super) fn rename(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (from, to) = match asked.words {
        [from, to] => (from.as_str(), to.as_str()),
        [one] => one
            .split_once(':')
            .ok_or_else(|| asked.template.misused("the new name is missing"))?,
        _ => {
            return Err(asked
                .template
                .misused("it takes the table's name and the new name"));
        }
    };
    lookup::table(asked.schema, from)?;
    Ok(Proposal::new(
        format!("rename_{}_to_{}", naming::slug(from), naming::slug(to)),
        format!("Renames the table `{from}` to `{to}`."),
        vec![Operation::RenameTable(RenameTable {
            from: from.to_owned(),
            to: to.to_owned(),
        })],
    ))
}
