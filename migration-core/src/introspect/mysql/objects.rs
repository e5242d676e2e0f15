//! Views, triggers, routines and sequences.

use super::printed::{first_literal, literal, quoted};
use super::{DIALECT, Introspection, Unmodelled, cells, note, queries, shown};
use crate::driver::{Connection, DriverError};
use crate::operation::words::{self, Token, tokens};
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
        let mut query = query.unwrap_or_default();
        if let Some(check) = check.filter(|check| check != "NONE") {
            query.push_str(&format!(" WITH {check} CHECK OPTION"));
        }
        if shown::is_doubtful(&query) {
            let text = shown::statement(connection, "VIEW", &name, 1).await?;
            let head = format!(" VIEW {} AS ", quoted(&name));
            let whole = text.as_deref().and_then(|text| text.split_once(&head));
            query = whole.map_or(query, |(_, whole)| whole.to_owned());
        }
        let query = query.replace(&prefix, "");
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
        let [name, table, timing, event, mut action] = cells(row).map(Option::unwrap_or_default);
        if shown::is_doubtful(&action) {
            let text = shown::statement(connection, "TRIGGER", &name, 2).await?;
            let whole = text.as_deref().and_then(action_of);
            action = whole.map_or(action, str::to_owned);
        }
        let definition = format!(
            "CREATE TRIGGER {} {timing} {event} ON {} FOR EACH ROW {action}",
            quoted(&name),
            quoted(&table),
        );
        found.schema.insert_object(Object::Trigger(Trigger {
            name,
            table,
            definition: SqlText::only(DIALECT, definition),
            comment: None,
        }));
    }
    Ok(())
}

/// What a trigger does, without the trigger that it follows or precedes.
fn action_of(trigger: &str) -> Option<&str> {
    let action = words::behind(trigger, &["for", "each", "row"])?;
    let mut rest = tokens(action);
    match rest.next()? {
        Token::Word(word)
            if ["follows", "precedes"]
                .iter()
                .any(|each| each.eq_ignore_ascii_case(word)) =>
        {
            let name = rest.find(|token| matches!(token, Token::Word(_)))?;
            let (Token::Word(name) | Token::Other(name)) = name;
            action[word.len()..]
                .split_once(name)
                .map(|(_, rest)| rest.trim_start())
        }
        _ => Some(action),
    }
}

pub(super) async fn routines(
    connection: &mut Connection,
    found: &mut Introspection,
) -> Result<(), DriverError> {
    for row in connection.query(queries::ROUTINES).await? {
        let [name, kind, comment] = cells(row).map(Option::unwrap_or_default);
        let procedure = match kind.as_str() {
            "PROCEDURE" => true,
            "FUNCTION" => false,
            _ => {
                note(&mut found.unmodelled, None, "package", &name, None);
                continue;
            }
        };
        // NULL to a user who may not see it.
        let Some(definition) = shown::statement(connection, &kind, &name, 2).await? else {
            note(&mut found.unmodelled, None, "routine", &name, None);
            continue;
        };
        let mut definition = without_definer(&definition);
        // The catalogue does not have every character of it.
        let comment =
            (!comment.is_empty()).then(|| take_comment(&mut definition).unwrap_or(comment));
        found.schema.insert_object(Object::Routine(Routine {
            name,
            procedure,
            arguments: None,
            definition: SqlText::only(DIALECT, definition),
            comment,
        }));
    }
    Ok(())
}

/// Takes the comment out of a routine that has one, as the server prints it: on a line of its own,
/// before the body.
fn take_comment(definition: &mut String) -> Option<String> {
    const BEFORE: &str = "\n    COMMENT ";
    let at = definition.find(BEFORE)?;
    let (comment, rest) = first_literal(&definition[at + BEFORE.len()..])?;
    *definition = format!("{}{rest}", &definition[..at]);
    Some(comment)
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
        let text = shown::statement(connection, "SEQUENCE", &name, 1).await?;
        let text = text.unwrap_or_default();
        let head = format!("CREATE SEQUENCE {}", quoted(&name));
        let text = text.strip_prefix(&head).unwrap_or(&text);
        let (text, comment) = match text.split_once(" COMMENT=") {
            Some((text, comment)) => (text, literal(comment)),
            None => (text, None),
        };
        let text = text.to_lowercase();
        let after = |words: &str, usual: i64| -> Option<i64> {
            let rest = text.split_once(words)?.1.trim_start();
            let number = rest.split_whitespace().next()?.parse().ok()?;
            (number != usual).then_some(number)
        };
        let increment = after(" increment by ", 1);
        // The ends of its range belong to no sequence.
        let (least, most) = match increment {
            Some(by) if by < 0 => (i64::MIN + 2, -1),
            _ => (1, i64::MAX - 1),
        };
        let (minimum, maximum) = (after(" minvalue ", least), after(" maxvalue ", most));
        let end = match increment {
            Some(by) if by < 0 => maximum.unwrap_or(most),
            _ => minimum.unwrap_or(least),
        };
        found.schema.insert_object(Object::Sequence(Sequence {
            start: after(" start with ", end),
            increment,
            minimum,
            maximum,
            cache: after(" cache ", 1000),
            cycle: text.contains(" cycle"),
            comment,
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
