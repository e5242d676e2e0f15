//! Views, triggers, routines and sequences.

use super::printed::quoted;
use super::{DIALECT, Introspection, Unmodelled, cells, note, queries};
use crate::driver::{Connection, DriverError};
use crate::schema::{Object, Routine, Sequence, SqlText, Trigger, View};

/// The names of the database's own tables stand behind its name in a stored definition.
pub(super) async fn views(
    connection: &mut Connection,
    database: &str,
    found: &mut Introspection,
) -> Result<(), DriverError> {
    let prefix = format!("{}.", quoted(database));
    for row in connection.query(queries::VIEWS).await? {
        let [name, query, check, security] = cells(row);
        let name = name.unwrap_or_default();
        let mut query = query.unwrap_or_default().replace(&prefix, "");
        if let Some(check) = check.filter(|check| check != "NONE") {
            query.push_str(&format!(" WITH {check} CHECK OPTION"));
        }
        if security.as_deref() == Some("INVOKER") {
            note(
                &mut found.unmodelled,
                Some(&name),
                "security of a view",
                &name,
                security,
            );
        }
        found.schema.insert_object(Object::View(View {
            name,
            materialized: false,
            query: SqlText::only(DIALECT, query),
            comment: None,
        }));
    }
    Ok(())
}

pub(super) async fn triggers(
    connection: &mut Connection,
    found: &mut Introspection,
) -> Result<(), DriverError> {
    for row in connection.query(queries::TRIGGERS).await? {
        let [name, table, timing, event, action] = cells(row).map(Option::unwrap_or_default);
        let definition = format!(
            "CREATE TRIGGER {} {timing} {event} ON {} FOR EACH ROW {action}",
            quoted(&name),
            quoted(&table),
        );
        found.schema.insert_object(Object::Trigger(Trigger {
            name,
            table,
            definition: SqlText::only(DIALECT, definition),
        }));
    }
    Ok(())
}

pub(super) async fn routines(
    connection: &mut Connection,
    found: &mut Introspection,
) -> Result<(), DriverError> {
    for row in connection.query(queries::ROUTINES).await? {
        let [name, kind] = cells(row).map(Option::unwrap_or_default);
        let procedure = match kind.as_str() {
            "PROCEDURE" => true,
            "FUNCTION" => false,
            _ => {
                note(&mut found.unmodelled, None, "package", &name, None);
                continue;
            }
        };
        let show = format!("SHOW CREATE {kind} {}", quoted(&name));
        let rows = connection.query(&show).await?;
        // NULL to a user who may not see it.
        let Some(Some(definition)) = rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().nth(2))
        else {
            note(&mut found.unmodelled, None, "routine", &name, None);
            continue;
        };
        found.schema.insert_object(Object::Routine(Routine {
            name,
            procedure,
            arguments: None,
            definition: SqlText::only(DIALECT, without_definer(&definition)),
        }));
    }
    Ok(())
}

/// ``CREATE DEFINER=`root`@`%` FUNCTION …`` is whoever creates it there.
fn without_definer(definition: &str) -> String {
    let Some((head, rest)) = definition.split_once(" DEFINER=") else {
        return definition.to_owned();
    };
    match rest.split_once(' ') {
        Some((_, rest)) if head == "CREATE" => format!("{head} {rest}"),
        _ => definition.to_owned(),
    }
}

/// <https://mariadb.com/kb/en/show-create-sequence/>
pub(super) async fn sequences(
    connection: &mut Connection,
    names: Vec<String>,
    found: &mut Introspection,
) -> Result<(), DriverError> {
    for name in names {
        let show = format!("SHOW CREATE SEQUENCE {}", quoted(&name));
        let rows = connection.query(&show).await?;
        let text = rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().nth(1));
        let text = text.flatten().unwrap_or_default().to_lowercase();
        let after = |words: &str, usual: i64| -> Option<i64> {
            let rest = text.split_once(words)?.1.trim_start();
            let number = rest.split_whitespace().next()?.parse().ok()?;
            (number != usual).then_some(number)
        };
        found.schema.insert_object(Object::Sequence(Sequence {
            start: after(" start with ", 1),
            increment: after(" increment by ", 1),
            minimum: after(" minvalue ", 1),
            maximum: after(" maxvalue ", i64::MAX - 1),
            cache: after(" cache ", 1000),
            cycle: text.contains(" cycle"),
            name,
        }));
    }
    Ok(())
}

pub(super) async fn events(
    connection: &mut Connection,
    out: &mut Vec<Unmodelled>,
) -> Result<(), DriverError> {
    for row in connection.query(queries::EVENTS).await? {
        let [name, definition] = cells(row);
        note(out, None, "event", &name.unwrap_or_default(), definition);
    }
    Ok(())
}
