//! What random chains have found, each as the shortest chain that showed it. Those that a server
//! cannot do are refused by the plan, with a way out.

use migration_core::dialect::render_next;
use migration_core::operation::{
    AlterColumn, Change, CreateObject, Operation, RenameColumn, RenameObject,
};
use migration_core::prelude::*;
use migration_core::schema::{
    ColumnType, DialectName, Enumeration, Generated, Schema, SqlText, Trigger, View,
};
use migration_tests::live::Live;
use migration_tests::server;

use crate::run::{self, Counts, Outcome, Source};

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
const HOLD: &[(&str, Chain)] = &[
    ("a view follows its table's new name", || {
        let mut chain = people(|_| {});
        chain.push(view("v", "SELECT name AS one FROM people"));
        chain.extend(recorded(|schema| schema.rename_table("people", "users")));
        chain.push(view("w", "SELECT users.age FROM users"));
        chain
    }),
    (
        "a view shows a renamed column under its own name, there and back and there",
        || {
            let mut chain = people(|_| {});
            chain.push(view("v", "SELECT name, age AS age FROM people"));
            chain.push(view("w", "SELECT count(*) AS many FROM v"));
            chain.push(renamed_column("people", "name", "called"));
            chain.push(renamed_column("people", "age", "years"));
            chain
        },
    ),
    ("a view that another reads gets another name", || {
        let mut chain = people(|_| {});
        chain.push(view("v", "SELECT name AS one FROM people"));
        chain.push(view("w", "SELECT count(*) AS many FROM v"));
        chain.push(Operation::RenameObject(RenameObject {
            id: ObjectId::new(ObjectKind::View, "v"),
            to: "x".to_owned(),
        }));
        chain
    }),
    (
        "a column named as its table is renamed in a view, and the table is not",
        || {
            let mut chain = people(|schema| schema.rename_column("people", "name", "people"));
            chain.push(view("v", "SELECT people AS one FROM people"));
            chain.push(renamed_column("people", "people", "name"));
            chain
        },
    ),
    (
        "a trigger keeps its name, whatever is renamed to it or from it",
        || {
            let mut chain = people(|_| {});
            chain.push(trigger("age", "people", "rank"));
            chain.push(renamed_column("people", "age", "years"));
            chain.extend(recorded(|schema| schema.rename_table("people", "users")));
            chain
        },
    ),
    (
        "a computed column is renamed from under a view and back",
        || {
            let mut chain = people(|_| {});
            chain.push(view("v", "SELECT x.age AS one FROM people AS x"));
            chain.extend(recorded(|schema| {
                schema.add_column("people", big_int("double").nullable());
            }));
            chain.push(altered("people", "double", |it| {
                it.generated = twice("age")
            }));
            chain.push(renamed_column("people", "age", "years"));
            chain
        },
    ),
    ("a JSON column and its check have another name", || {
        recorded(|schema| {
            schema.create_table("docs", |t| {
                t.id();
                t.column(json("body"));
            });
            schema.rename_column("docs", "body", "text");
        })
    }),
    ("a default holds any character", || {
        recorded(|schema| {
            schema.create_table("signs", |t| {
                t.id();
                t.column(varchar("party", 20).default("🎉?"));
                t.column(text("said").default("was? 世界 🎉"));
                t.check("signs_not_party", "said <> '🎉?'");
            });
        })
    }),
    (
        "those that refer to a renamed column follow it in the next plan",
        || {
            recorded(|schema| {
                schema.create_table("parents", |t| {
                    t.column(int("a"));
                    t.column(int("b"));
                    t.primary_key(["a", "b"]);
                });
                schema.create_table("children", |t| {
                    t.id();
                    t.column(int("x").nullable());
                    t.column(int("y").nullable());
                    t.foreign_key(
                        foreign_key(["x", "y"])
                            .references("parents", ["a", "b"])
                            .name("theirs"),
                    );
                });
                schema.add_column("parents", int("n1").nullable());
                schema.add_column("parents", int("n2").nullable());
                schema.add_column("parents", int("n3").nullable());
                schema.add_column("parents", int("n4").nullable());
                schema.rename_column("parents", "b", "c");
                schema.rename_constraint("children", "theirs", "ours");
            })
        },
    ),
    ("a column becomes a computed one under a trigger", || {
        let mut chain = people(|_| {});
        chain.push(trigger("watch", "people", "rank"));
        chain.push(altered("people", "age", |it| it.generated = twice("rank")));
        chain
    }),
    ("a value that is a default gets another name", || {
        let mut chain = vec![Operation::CreateObject(CreateObject {
            object: Object::Enumeration(Enumeration {
                name: "mood".to_owned(),
                values: vec!["glad".to_owned(), "sad".to_owned()],
                comment: None,
            }),
        })];
        chain.extend(recorded(|schema| {
            schema.create_table("days", |t| {
                t.id();
                t.column(named("was", "mood"));
            });
        }));
        let sad = DefaultValue::Text("sad".to_owned());
        chain.push(altered("days", "was", |it| {
            it.default = Some(Change::Set(sad))
        }));
        chain.extend(recorded(|schema| {
            schema.rename_enumeration_value("mood", "sad", "it's bad");
        }));
        chain
    }),
    ("a key goes that another serves as well", || {
        recorded(|schema| {
            schema.create_table("nodes", |t| {
                t.column(int("n"));
                t.column(int("parent").nullable());
                t.primary_key(["n"]);
                t.unique(["n"]);
                t.foreign_key(foreign_key(["parent"]).references("nodes", ["n"]));
            });
            schema.drop_primary_key("nodes");
        })
    }),
    ("a new column stands behind one that goes", || {
        recorded(|schema| {
            schema.create_table("t", |t| {
                t.column(int("a").nullable());
            });
            schema.add_column("t", int("b").nullable()).after("a");
            schema.drop_column("t", "a");
        })
    }),
];

#[tokio::test]
async fn what_was_found_holds() {
    for dialect in DialectName::ALL {
        if server::database(dialect).is_none() {
            continue;
        }
        for (name, chain) in HOLD {
            let mut counts = Counts::default();
            let source = Source::Given(chain());
            if let Outcome::Fails(_, problem) = run::chain(source, dialect, &mut counts).await {
                panic!("{dialect}: {name}: {problem}");
            }
            assert!(counts.ran > 0, "{dialect}: {name}: nothing was run");
        }
    }
}

/// Chains whose last operation is refused, on one server, with these words.
const REFUSED: &[(&str, DialectName, Chain)] = &[
    ("holds on to column \"age\"", DialectName::Postgres, || {
        let mut chain = people(|_| {});
        chain.push(view("v", "SELECT * FROM people"));
        chain.push(altered("people", "age", |it| {
            it.ty = Some(ColumnType::BigInt)
        }));
        chain
    }),
    ("is unlogged", DialectName::Postgres, || {
        recorded(|schema| {
            schema.create_table("fast", |t| {
                t.id();
                t.unlogged();
            });
            schema.create_table("slow", |t| {
                t.id();
                t.column(big_int("fast_id").references_column("fast", "id"));
            });
        })
    }),
    ("needs the engine InnoDB", DialectName::Mysql, || {
        recorded(|schema| {
            schema.create_table("old", |t| {
                t.id();
                t.engine("MyISAM");
            });
            schema.create_table("new", |t| {
                t.id();
                t.column(big_int("old_id").references_column("old", "id"));
            });
        })
    }),
    ("do not do at once", DialectName::Mysql, || {
        recorded(|schema| {
            schema.create_table("nodes", |t| {
                t.id();
                t.column(
                    big_int("parent")
                        .nullable()
                        .references_column("nodes", "id")
                        .on_delete(SetNull),
                );
                t.check("nodes_parent", "parent > 0");
            });
        })
    }),
    ("does not have all of", DialectName::Mysql, || {
        recorded(|schema| {
            schema.create_table("old", |t| {
                t.id();
                t.column(varchar("name", 20).default("🎉"));
                t.charset("latin1");
            });
        })
    }),
];

#[tokio::test]
async fn what_a_server_cannot_do_is_refused_with_a_way_out() {
    for (words, dialect, chain) in REFUSED {
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
