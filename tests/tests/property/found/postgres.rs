//! What random chains have found on PostgreSQL, each as the shortest chain that showed it.

use migration_core::operation::CommentOnConstraint;
use migration_core::schema::Domain;

use super::*;

fn renamed(kind: ObjectKind, from: &str, to: &str) -> Operation {
    Operation::RenameObject(RenameObject {
        id: ObjectId::new(kind, from),
        to: to.to_owned(),
    })
}

/// Tickets with a number of its own sequence, in a namespace.
fn numbered() -> Vec<Operation> {
    recorded(|schema| {
        schema.create_schema("audit");
        schema.create_sequence("audit.numbers", |_| {});
        schema.create_table("tickets", |t| {
            t.id();
            t.column(big_int("number").default(sql("nextval('audit.numbers'::regclass)")));
        });
    })
}

/// A table with a partition.
fn divided() -> Vec<Operation> {
    recorded(|schema| {
        schema.create_table("events", |t| {
            t.column(int("id"));
            t.column(int("size").nullable());
            t.primary_key(["id"]);
            t.index(index(["size"]));
            t.partition_by_range(["id"]);
        });
        schema.create_partition("few", "events", PartitionBound::range([0], [100]));
    })
}

const HOLD: &[(&str, Chain)] = &[
    (
        "a default follows the sequence that its text names in a string",
        || {
            let mut chain = numbered();
            chain.push(renamed(ObjectKind::Namespace, "audit", "it's a log"));
            chain.push(renamed(
                ObjectKind::Sequence,
                "it's a log.numbers",
                "it's a log.order",
            ));
            chain.push(renamed(ObjectKind::Sequence, "it's a log.order", "numbers"));
            chain
        },
    ),
    (
        "a column that numbers rows joins those that there are, and goes and comes back",
        || {
            people(|schema| {
                schema.add_column("people", big_int("number").identity_from(10, 5));
                schema.add_column("people", int("old").serial());
                schema.drop_column("people", "number");
                schema.drop_column("people", "old");
            })
        },
    ),
    ("a routine goes on to read what has another name", || {
        let mut chain = people(|schema| {
            schema.create_schema("audit");
            schema.create_function(
                "audit.how_many",
                "CREATE FUNCTION audit.how_many() RETURNS bigint LANGUAGE plpgsql AS \
                 $$ BEGIN RETURN (SELECT count(people.age) FROM people); END $$",
            );
        });
        chain.extend(recorded(|schema| {
            schema.rename_table("people", "audit.users");
            schema.rename_column("audit.users", "age", "years");
        }));
        chain.push(renamed(ObjectKind::Namespace, "audit", "log"));
        chain
    }),
    (
        "what roles may do goes with a view or a sequence, and comes back with it",
        || {
            let mut chain = people(|schema| schema.create_sequence("numbers", |_| {}));
            chain.push(view("v", "SELECT name FROM people"));
            chain.extend(recorded(|schema| {
                schema.grant(["SELECT"], "v", "PUBLIC");
                schema.grant(["USAGE"], "SEQUENCE numbers", "pg_monitor");
                schema.grant(["SELECT"], "people", "PUBLIC");
                schema.rename_table("people", "two words");
            }));
            chain.push(renamed(ObjectKind::Sequence, "numbers", "order"));
            chain.push(renamed(ObjectKind::View, "v", "it's"));
            chain.extend(recorded(|schema| {
                schema.drop_view("it's");
                schema.drop_object(ObjectId::new(ObjectKind::Sequence, "order"));
                schema.drop_table("two words");
            }));
            chain
        },
    ),
    (
        "two exclusion constraints that are the same are both made with their table",
        || {
            let mut chain = people(|_| {});
            for name in ["one", "two"] {
                chain.extend(recorded(|schema| {
                    schema.add_exclusion(
                        "people",
                        exclusion(name, [("age", "=")]).method(IndexMethod::Btree),
                    );
                }));
            }
            chain
        },
    ),
    (
        "a partition goes that the rows of other tables may refer to",
        || {
            let mut chain = divided();
            chain.extend(recorded(|schema| {
                schema.create_table("notes", |t| {
                    t.id();
                    t.column(int("event").nullable().references_column("events", "id"));
                });
                schema.create_partition("more", "events", PartitionBound::range([100], [200]));
                schema.drop_table("more");
            }));
            chain
        },
    ),
    (
        "the keys and indexes of partitions keep their names and comments under another type",
        || {
            let mut chain = divided();
            chain.extend(recorded(|schema| {
                schema.rename_constraint("few", "few_pkey", "one of them");
                schema.operation(Operation::CommentOnConstraint(CommentOnConstraint {
                    table: "few".to_owned(),
                    constraint: "one of them".to_owned(),
                    comment: Change::Set("its own".to_owned()),
                }));
                schema.rename_index("few", "few_size_idx", "sizes");
                schema.alter_column("events", "size", |c| {
                    c.set_type(types::big_int());
                });
            }));
            chain
        },
    ),
    (
        "what a partition alone has comes back with what its parent has",
        || {
            let mut chain = divided();
            chain.extend(recorded(|schema| {
                schema.alter_column("few", "size", |c| {
                    c.set_not_null();
                });
                schema.alter_column("few", "size", |c| {
                    c.set_default(7);
                });
                schema.alter_column("few", "size", |c| {
                    c.set_nullable();
                });
                schema.rename_index("few", "few_size_idx", "sizes");
                schema.drop_column("events", "size");
            }));
            chain
        },
    ),
    (
        "a table moves to a namespace where its old name is taken",
        || {
            people(|schema| {
                schema.create_schema("audit");
                schema.create_table("audit.people", |t| {
                    t.column(int("n"));
                });
                schema.rename_table("people", "audit.users");
                schema.rename_table("audit.people", "users");
            })
        },
    ),
    ("a domain over another takes over its default", || {
        let domain = |name: &str, ty, default: Option<&str>| {
            Operation::CreateObject(CreateObject {
                object: Object::Domain(Domain {
                    name: name.to_owned(),
                    ty,
                    not_null: false,
                    default: default.map(|text| DefaultValue::Text(text.to_owned())),
                    checks: Vec::new(),
                    comment: None,
                }),
            })
        };
        vec![
            domain("b", ColumnType::Varchar(9), Some("x")),
            domain("a", ColumnType::Named("b".to_owned()), None),
        ]
    }),
    (
        "a namespace that is called as a table gets another name, and the table does not",
        || {
            let mut chain = people(|schema| {
                schema.create_schema("people");
            });
            chain.push(view("people.v", "SELECT people.name AS one FROM people"));
            chain.push(view("people.w", "SELECT count(*) AS many FROM people.v"));
            chain.push(renamed(ObjectKind::Namespace, "people", "log"));
            chain
        },
    ),
];

#[tokio::test]
async fn what_was_found_on_postgres_holds() {
    let dialect = DialectName::Postgres;
    if server::database(dialect).is_none() {
        return;
    }
    for (name, chain) in HOLD {
        let mut counts = Counts::default();
        let source = Source::Given(chain());
        if let Outcome::Fails(_, problem) = run::chain(source, dialect, &mut counts).await {
            panic!("{name}: {problem}");
        }
        // What is refused proves nothing.
        assert_eq!(counts.refused, 0, "{name}: {:?}", counts.reasons);
    }
}
