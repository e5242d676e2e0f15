//! Checks and foreign keys.

use std::collections::{BTreeSet, HashMap};

use super::shown::{self, ShownTables};
use super::tables::Tables;
use super::{Cells, DIALECT, Unmodelled, cells, is_mysql, note, printed};
use crate::dialect::Capabilities;
use crate::driver::{Connection, DriverError};
use crate::schema::{Check, Enforcement, ForeignKey, ReferentialAction, SqlText};

/// A check whose condition may not be what is printed: its table, its name.
pub(super) type Doubt = (String, String);

/// Puts the checks into their tables; gives the columns whose only check is that they are JSON,
/// which is how MariaDB keeps that type: <https://mariadb.com/kb/en/json/>
pub(super) fn checks(
    rows: Vec<Cells>,
    of_tables: Vec<Cells>,
    server: &Capabilities,
    tables: &mut Tables,
) -> (BTreeSet<(String, String)>, Vec<Doubt>) {
    let (mut json, mut doubts) = (BTreeSet::new(), Vec::new());
    // MySQL's checks have names of their own in the whole database.
    let mut of_tables: HashMap<String, (Option<String>, bool)> = of_tables
        .into_iter()
        .map(|row| {
            let [name, table, enforced] = cells(row);
            let is_enforced = enforced.as_deref() != Some("NO");
            (name.unwrap_or_default(), (table, is_enforced))
        })
        .collect();
    for row in rows {
        let [table, name, clause, level] = cells(row);
        let (name, clause) = (name.unwrap_or_default(), clause.unwrap_or_default());
        let (table, is_enforced) = match table {
            Some(table) => (Some(table), true),
            None => of_tables.remove(&name).unwrap_or((None, true)),
        };
        let Some(table) = tables.get_mut(&table.unwrap_or_default()) else {
            continue;
        };
        // The check of a renamed column keeps the old name as its own.
        let at_column = level.as_deref() == Some("Column");
        if at_column && let Some(column) = printed::json_column(&clause) {
            json.insert((table.name.clone(), column));
            continue;
        }
        if shown::is_doubtful(&clause) {
            doubts.push((table.name.clone(), name.clone()));
        }
        let expression = printed::expression(&clause, is_mysql(server));
        table.checks.push(Check {
            name,
            expression: SqlText::only(DIALECT, expression),
            enforcement: match is_enforced {
                false => Enforcement::None,
                true => Enforcement::All,
            },
            comment: None,
        });
    }
    (json, doubts)
}

/// Asks for the conditions that are in doubt.
pub(super) async fn settle(
    connection: &mut Connection,
    doubts: Vec<Doubt>,
    tables: &mut Tables,
    shown: &mut ShownTables,
) -> Result<(), DriverError> {
    for (table, name) in doubts {
        let shown = shown.of(connection, &table).await?;
        let checks = tables.get_mut(&table).map(|table| &mut table.checks);
        let check = checks.and_then(|all| all.iter_mut().find(|each| each.name == name));
        if let (Some(check), Some(condition)) = (check, shown.check(&name)) {
            let condition = printed::expression(condition, false);
            check.expression = SqlText::only(DIALECT, condition);
        }
    }
    Ok(())
}

pub(super) fn foreign_keys(
    rows: Vec<Cells>,
    database: &str,
    server: &Capabilities,
    tables: &mut Tables,
    out: &mut Vec<Unmodelled>,
) {
    for row in rows {
        let [
            table,
            name,
            column,
            schema,
            other,
            other_column,
            on_delete,
            on_update,
        ] = cells(row);
        let (name, column) = (name.unwrap_or_default(), column.unwrap_or_default());
        let Some(table) = tables.get_mut(&table.unwrap_or_default()) else {
            continue;
        };
        let (other, other_column) = (other.unwrap_or_default(), other_column.unwrap_or_default());
        if schema.as_deref() != Some(database) {
            let to = Some(format!("{}.{other}", schema.unwrap_or_default()));
            note(
                out,
                Some(&table.name),
                "foreign key to another database",
                &name,
                to,
            );
            continue;
        }
        if let Some(key) = table.foreign_keys.iter_mut().find(|key| key.name == name) {
            key.columns.push(column);
            key.references_columns.push(other_column);
            continue;
        }
        table.foreign_keys.push(ForeignKey {
            name,
            columns: vec![column],
            references_table: other,
            references_columns: vec![other_column],
            on_delete: action(on_delete, server),
            on_update: action(on_update, server),
            ..ForeignKey::default()
        });
    }
}

/// MariaDB says RESTRICT where nothing was said. To InnoDB both are the same:
/// <https://mariadb.com/kb/en/foreign-keys/>
fn action(rule: Option<String>, server: &Capabilities) -> ReferentialAction {
    match rule.as_deref() {
        Some("CASCADE") => ReferentialAction::Cascade,
        Some("SET NULL") => ReferentialAction::SetNull,
        Some("SET DEFAULT") => ReferentialAction::SetDefault,
        Some("RESTRICT") if is_mysql(server) => ReferentialAction::Restrict,
        _ => ReferentialAction::NoAction,
    }
}
