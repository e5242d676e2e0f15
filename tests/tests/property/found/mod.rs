//! What random chains have found, each as the shortest chain that showed it. Those that a server
//! cannot do are refused by the plan, with a way out.

mod columns;
mod constraints;
mod postgres;
mod refused;
mod renames;

use migration_core::dialect::render_next;
use migration_core::operation::{
    AlterColumn, Change, CreateObject, Operation, RenameColumn, RenameObject,
};
use migration_core::prelude::*;
use migration_core::schema::{
    ColumnType, DialectName, Enumeration, Generated, Identity, Schema, SqlText, Trigger, View,
};
use migration_tests::live::Live;
use migration_tests::server;

use crate::run::{self, Counts, Outcome};
use crate::source::Source;

type Chain = fn() -> Vec<Operation>;

fn recorded(up: impl FnOnce(&mut SchemaBuilder)) -> Vec<Operation> {
    let mut schema = SchemaBuilder::new();
    up(&mut schema);
    schema.into_operations()
}

fn people(more: impl FnOnce(&mut SchemaBuilder)) -> Vec<Operation> {
    recorded(|schema| {
        schema.create_table("people", |t| {
            t.id();
            t.column(varchar("name", 40));
            t.column(int("age").nullable());
            t.column(int("rank").nullable());
        });
        more(schema);
    })
}

fn view(name: &str, query: &str) -> Operation {
    Operation::CreateObject(CreateObject {
        object: Object::View(View {
            name: name.to_owned(),
            materialized: false,
            query: query.into(),
            comment: None,
        }),
    })
}

fn trigger(name: &str, table: &str, column: &str) -> Operation {
    let definition = SqlText::default()
        .sqlite(format!(
            "CREATE TRIGGER {name} AFTER UPDATE OF {column} ON {table} BEGIN SELECT NEW.{column}; END"
        ))
        .postgres(format!(
            "CREATE TRIGGER {name} BEFORE UPDATE OF {column} ON {table} FOR EACH ROW \
             EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        ))
        .mysql(format!(
            "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW BEGIN SET NEW.{column} = NEW.{column}; END"
        ));
    Operation::CreateObject(CreateObject {
        object: Object::Trigger(Trigger {
            name: name.to_owned(),
            table: table.to_owned(),
            definition,
            comment: None,
        }),
    })
}

fn renamed_column(table: &str, from: &str, to: &str) -> Operation {
    Operation::RenameColumn(RenameColumn {
        table: table.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

fn altered(table: &str, column: &str, change: impl FnOnce(&mut AlterColumn)) -> Operation {
    let mut alter = AlterColumn {
        table: table.to_owned(),
        column: column.to_owned(),
        ..AlterColumn::default()
    };
    change(&mut alter);
    Operation::AlterColumn(alter)
}

fn twice(column: &str) -> Option<Change<Generated>> {
    Some(Change::Set(Generated {
        expression: format!("{column} * 2").into(),
        stored: true,
    }))
}

/// Chains that hold on every server, as far as it does not refuse an operation of them.
const HOLD: [&[(&str, Chain)]; 3] = [columns::HOLD, constraints::HOLD, renames::HOLD];

#[tokio::test]
async fn what_was_found_holds() {
    for dialect in DialectName::ALL {
        if server::database(dialect).is_none() {
            continue;
        }
        for (name, chain) in HOLD.into_iter().flatten() {
            let mut counts = Counts::default();
            let source = Source::Given(chain());
            if let Outcome::Fails(_, problem) = run::chain(source, dialect, &mut counts).await {
                panic!("{dialect}: {name}: {problem}");
            }
            assert!(counts.ran > 0, "{dialect}: {name}: nothing was run");
        }
    }
}

#[tokio::test]
async fn what_a_server_cannot_do_is_refused_with_a_way_out() {
    for (words, dialect, chain) in refused::REFUSED {
        let Some(database) = server::database(*dialect) else {
            continue;
        };
        let mut live = Live::connect(&database).await;
        let server = live.capabilities().await;
        let operations = chain();
        let (last, rest) = operations.split_last().unwrap();
        let mut schema = Schema::new();
        live.apply(rest, &mut schema).await.unwrap();
        let refusal = render_next(std::slice::from_ref(last), &schema, &server).unwrap_err();
        assert!(refusal.problem.contains(words), "{refusal}");
        assert!(!refusal.help.is_empty(), "{refusal}");
    }
}
