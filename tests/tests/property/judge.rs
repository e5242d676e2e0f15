//! Whether a live database is what a schema says.

use migration_core::dialect::{Capabilities, Difference, differences};
use migration_core::diff::{creation, take_expressions};
use migration_core::driver::Connection;
use migration_core::introspect::{Introspection, introspect_with};
use migration_core::operation::words::{self, Token};
use migration_core::schema::{DialectName, Schema};
use migration_tests::framework;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

/// Reads a database, with the namespaces that the schema has.
pub(crate) async fn read(
    connection: &mut Connection,
    schema: &Schema,
) -> Result<Introspection, String> {
    let namespaces: Vec<&str> = schema.namespaces().collect();
    introspect_with(connection, &namespaces)
        .await
        .map_err(|error| format!("introspection: {error}"))
}

/// What differs between the schema and what was found, its expressions in the words of
/// `printed`.
pub(crate) fn differing(
    expected: &Schema,
    printed: &Schema,
    found: &Schema,
    capabilities: &Capabilities,
) -> Result<(), String> {
    let mut expected = expected.clone();
    take_expressions(&mut expected, printed, capabilities.dialect());
    let all = differences(&expected, found, capabilities)
        .map_err(|error| format!("what was found cannot be rendered: {error}: {}", error.help))?;
    let mut all = all;
    if capabilities.dialect() == DialectName::Sqlite {
        all.iter_mut().for_each(pair_off);
        all.retain(|each| !each.missing.is_empty() || !each.extra.is_empty());
    }
    if all.is_empty() {
        return Ok(());
    }
    let mut lines = String::from("the database differs:");
    for each in all {
        for line in &each.missing {
            lines.push_str(&format!("\n    {} - {line}", each.object));
        }
        for line in &each.extra {
            lines.push_str(&format!("\n    {} + {line}", each.object));
        }
    }
    Err(lines)
}

/// Takes away what differs in the quotes of names alone, which SQLite puts around a name that it
/// changes.
fn pair_off(difference: &mut Difference) {
    let plain = |sql: &str| -> String {
        let each = words::tokens(sql).map(|token| match token {
            Token::Word(word) => word.trim_matches(['"', '`']),
            Token::Other(other) => other,
        });
        each.collect()
    };
    let extra = &mut difference.extra;
    difference.missing.retain(|line| {
        let same = extra.iter().position(|other| plain(other) == plain(line));
        if let Some(at) = same {
            extra.remove(at);
        }
        same.is_none()
    });
}

/// The schema as the server prints it when it is made at once, in a database of its own.
pub(crate) async fn made_at_once(
    schema: &Schema,
    database: &TestDatabase,
) -> Result<Schema, String> {
    let scratch = server::database(database.dialect).expect("there is one already");
    let mut live = Live::connect(&scratch).await;
    if database.dialect == DialectName::Sqlite {
        live.ok("PRAGMA synchronous = OFF").await;
    }
    let server = live.capabilities().await;
    let mut made = Schema::new();
    for operation in creation(schema, true) {
        live.apply_on(std::slice::from_ref(&operation), &mut made, &server)
            .await
            .map_err(|error| format!("made at once: {}: {error}", operation.describe()))?;
    }
    let mut connection = framework::connection(&scratch).await;
    let found = read(&mut connection, schema).await?;
    connection.close().await;
    Ok(found.schema)
}
