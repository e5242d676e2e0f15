//! Hostile names in operations, on real servers: each is one identifier, and nothing else is
//! changed.

use std::cell::Cell;
use std::collections::BTreeSet;

use fastrand::Rng;

use migration_core::introspect::introspect;
use migration_core::operation::Operation;
use migration_core::prelude::*;
use migration_core::schema::{DialectName, Schema};
use migration_tests::framework;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::text;

/// Operations that name everything that has a name.
fn operations(rng: &mut Rng, dialect: DialectName) -> Vec<Operation> {
    let mut names: Vec<String> = Vec::new();
    while names.len() < 24 {
        let name = text::name(rng);
        let folded = name.to_lowercase();
        if names.iter().all(|other| other.to_lowercase() != folded) {
            names.push(name);
        }
    }
    let comment = text::any(rng).replace('\0', "");
    let value = text::any(rng).replace('\0', "");
    let short: String = value.chars().take(40).collect();
    let n = |at: usize| names[at].as_str();
    let mut schema = SchemaBuilder::new();
    schema.create_table(n(0), |t| {
        t.id();
        t.column(
            varchar(n(1), 60)
                .default(short.as_str())
                .comment(comment.clone()),
        );
        t.column(int(n(2)).nullable());
        t.column(
            enumeration(n(3), [n(4), n(5)])
                .type_name(n(6))
                .default(n(4)),
        );
        t.unique(unique([n(1), n(2)]).name(n(7)));
        t.index(index([n(2)]).name(n(8)));
        t.comment(comment.clone());
    });
    schema.create_table(n(9), |t| {
        t.id();
        t.column(big_int(n(10)).nullable());
        t.foreign_key(
            foreign_key(n(10))
                .references(n(0), "id")
                .name(n(11))
                .on_delete(SetNull),
        );
    });
    schema.insert(
        n(0),
        [n(1), n(2)],
        [(value.chars().take(50).collect::<String>(), 1)],
    );
    schema.rename_column(n(0), n(2), n(12));
    schema.rename_index(n(0), n(8), n(13));
    schema.rename_table(n(9), n(14));
    schema.add_column(n(14), varchar(n(15), 20).nullable());
    schema.create_view(n(16), "SELECT 1 AS one");
    schema.create_enumeration(n(17), [n(18), short.as_str()]);
    if dialect == DialectName::Postgres {
        schema.create_sequence(n(19), |s| s.start = Some(3));
        schema.create_domain(n(20), types::text(), |d| {
            d.check(n(21), "length(value) < 9");
        });
        schema.create_policy(n(22), n(14), |p| p.using = Some("true".into()));
        schema.rename_enumeration_value(n(17), n(18), n(23));
    }
    schema.into_operations()
}

/// Whether the server can have such names, and has them and nothing else.
async fn try_out(rng: &mut Rng, database: &TestDatabase) -> Result<bool, String> {
    let mut live = Live::connect(database).await;
    live.ok("CREATE TABLE canary (id int)").await;
    live.ok("INSERT INTO canary VALUES (7)").await;
    let operations = operations(rng, database.dialect);
    let mut schema = Schema::new();
    match live.apply(&operations, &mut schema).await {
        Ok(()) => {}
        Err(refused) if refused.starts_with("refused: ") => return Ok(false),
        Err(error) => return Err(format!("{error}\n{operations:#?}")),
    }
    let mut connection = framework::connection(database).await;
    let found = introspect(&mut connection)
        .await
        .expect("a catalogue")
        .schema;
    connection.close().await;
    let names = |schema: &Schema| -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for table in schema.tables().filter(|table| table.name != "canary") {
            all.insert(format!("table {}", table.name));
            all.extend(
                table
                    .columns
                    .iter()
                    .map(|it| format!("{}: column {}", table.name, it.name)),
            );
            all.extend(
                table
                    .indexes
                    .iter()
                    .map(|it| format!("{}: index {}", table.name, it.name)),
            );
            all.extend(
                table
                    .foreign_keys
                    .iter()
                    .map(|it| format!("{}: key {}", table.name, it.name)),
            );
            all.extend(
                table
                    .uniques
                    .iter()
                    .map(|it| format!("{}: unique {}", table.name, it.name)),
            );
        }
        // A type is one of its own on PostgreSQL alone.
        let objects = schema.objects().map(|(id, _)| id);
        let objects =
            objects.filter(|id| database.dialect == DialectName::Postgres || !id.kind.is_type());
        all.extend(objects.map(ToString::to_string));
        all
    };
    let (meant, is) = (names(&schema), names(&found));
    if meant != is {
        let (missing, more): (Vec<_>, Vec<_>) = (
            meant.difference(&is).collect(),
            is.difference(&meant).collect(),
        );
        return Err(format!("missing {missing:#?}\nfound {more:#?}"));
    }
    let kept = live.value("SELECT id FROM canary").await;
    if kept.as_deref() != Some("7") {
        return Err(format!("the canary is {kept:?}"));
    }
    // The value came through as it was.
    let Some(Operation::Insert(insert)) = operations
        .iter()
        .find(|op| matches!(op, Operation::Insert(_)))
    else {
        return Err("no row was inserted".to_owned());
    };
    let quote = if database.dialect == DialectName::Mysql {
        '`'
    } else {
        '"'
    };
    let quoted = |name: &str| {
        format!(
            "{quote}{}{quote}",
            name.replace(quote, &format!("{quote}{quote}"))
        )
    };
    let sql = format!(
        "SELECT {} FROM {}",
        quoted(&insert.columns[0]),
        quoted(&insert.table)
    );
    let read = live.value(&sql).await;
    match (&insert.rows[0][0], read) {
        (Value::Text(meant), Some(read)) if *meant == read => {}
        (meant, read) => return Err(format!("inserted {meant:?}, found {read:?}")),
    }
    // And all the way back.
    let mut folded = Schema::new();
    let mut back = Vec::new();
    for operation in &operations {
        let undo = operation.reverse(&folded).map_err(|error| error.reason)?;
        back.splice(0..0, undo);
        operation
            .apply(&mut folded)
            .map_err(|error| error.to_string())?;
    }
    live.apply(&back, &mut schema)
        .await
        .map_err(|error| format!("on the way back: {error}"))?;
    match live.value("SELECT id FROM canary").await.as_deref() {
        Some("7") => Ok(true),
        kept => Err(format!("on the way back the canary became {kept:?}")),
    }
}

fn on(dialect: DialectName, cases: u64) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let (ran, refused) = (Cell::new(0), Cell::new(0));
    crate::each_seed(cases, |rng| {
        let Some(database) = server::database(dialect) else {
            return;
        };
        match runtime.block_on(try_out(rng, &database)) {
            Ok(true) => ran.set(ran.get() + 1),
            Ok(false) => refused.set(refused.get() + 1),
            Err(error) => panic!("{dialect}: {error}"),
        }
    });
    assert!(
        ran.get() >= refused.get(),
        "{dialect} ran {} and refused {}",
        ran.get(),
        refused.get()
    );
}

#[test]
fn names_stay_names_on_sqlite() {
    on(DialectName::Sqlite, 60);
}

#[test]
fn names_stay_names_on_postgres() {
    on(DialectName::Postgres, 4);
}

#[test]
fn names_stay_names_on_mysql() {
    on(DialectName::Mysql, 6);
}
