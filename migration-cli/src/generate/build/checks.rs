use migration_core::operation::{AddCheck, DropCheck, Operation, check_name, words};
use migration_core::schema::{Check, ColumnType, SqlText, Table};

use super::{Asked, Proposal};
use crate::generate::{GenerateError, lookup, naming, template::Template};

pub(super) fn add(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, rest) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let (named, expression) = match rest {
        [expression] => (None, expression),
        [name, expression] if table.column(name).is_none() => (Some(name.clone()), expression),
        [] => return Err(asked.template.misused("the condition is missing")),
        more => {
            return Err(GenerateError::usage(
                format!(
                    "the condition came in {} words: {}",
                    more.len(),
                    more.join(" ")
                ),
                format!(
                    "put it in quotes, so that the shell keeps it whole: add_check_constraint {} '{}'",
                    table.name,
                    more.join(" ")
                ),
            ));
        }
    };
    if named.is_some() && asked.flags.name.is_some() {
        return Err(asked
            .template
            .misused("the name is given twice, with --name and as a word"));
    }
    let columns = mentioned(asked.template, table, expression)?;
    let name = asked
        .flags
        .name
        .clone()
        .or(named)
        .unwrap_or_else(|| free_name(table, &columns));
    Ok(Proposal::new(
        format!(
            "add_check_{}_to_{}",
            naming::slug(&name),
            naming::slug(&table.name)
        ),
        format!("Adds the check `{name}` to `{}`.", table.name),
        vec![Operation::AddCheck(AddCheck {
            table: table.name.clone(),
            check: Check {
                name,
                expression: SqlText::from(expression.as_str()),
                enforcement: asked.enforcement(),
                comment: None,
            },
        })],
    ))
}

/// The columns that the condition is about. One at least, or it is no condition on rows; and
/// more than the bare name of a column, or the shell has taken the rest.
pub(super) fn mentioned<'a>(
    template: Template,
    table: &'a Table,
    expression: &str,
) -> Result<Vec<&'a str>, GenerateError> {
    let columns: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .filter(|column| words::mentions(expression, column))
        .collect();
    let Some(first) = columns.first() else {
        let all: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        return Err(GenerateError::schema(
            format!(
                "the condition {expression:?} is about no column of table {:?}",
                table.name
            ),
            format!("its columns are {}", all.join(", ")),
        ));
    };
    let bare = words::names(expression.trim(), first);
    if bare
        && table
            .column(first)
            .is_some_and(|column| column.ty != ColumnType::Boolean)
    {
        return Err(GenerateError::usage(
            format!("{expression:?} is no condition"),
            format!(
                "the shell may have taken the rest; put it in quotes: {} {} '{first} > 0'",
                template.name(),
                table.name
            ),
        ));
    }
    Ok(columns)
}

fn free_name(table: &Table, columns: &[&str]) -> String {
    let base = match columns {
        [one] => check_name(&table.name, one),
        _ => check_name(&table.name, &columns.join("_")),
    };
    (1..)
        .map(|n| {
            if n == 1 {
                base.clone()
            } else {
                format!("{base}{n}")
            }
        })
        .find(|name| table.check(name).is_none())
        .unwrap_or(base)
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, rest) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let wanted = match (asked.flags.name.as_deref(), rest) {
        (Some(name), []) => name,
        (None, [name]) => name,
        _ => {
            return Err(asked
                .template
                .misused("it takes the table's name and the check's name"));
        }
    };
    let about: Vec<&Check> = table
        .checks
        .iter()
        .filter(|check| {
            check.name == wanted
                || (table.column(wanted).is_some()
                    && check
                        .expression
                        .texts()
                        .any(|text| words::mentions(text, wanted)))
        })
        .collect();
    let check = match about.as_slice() {
        [one] => one,
        [] => {
            let names = table.checks.iter().map(|check| check.name.as_str());
            return Err(lookup::unknown(table, "check", wanted, names));
        }
        many => {
            let names: Vec<&str> = many.iter().map(|check| check.name.as_str()).collect();
            return Err(GenerateError::schema(
                format!("table {:?} has several checks about {wanted:?}", table.name),
                format!("say which one: {}", names.join(", ")),
            ));
        }
    };
    Ok(Proposal::new(
        format!(
            "drop_check_{}_from_{}",
            naming::slug(&check.name),
            naming::slug(&table.name)
        ),
        format!("Drops the check `{}` of `{}`.", check.name, table.name),
        vec![Operation::DropCheck(DropCheck {
            table: table.name.clone(),
            check: check.name.clone(),
        })],
    ))
}
