//! Operations of one migration that a server does as one change leave the rows that they leave
//! one after another.

use migration_core::prelude::*;
use migration_core::schema::DialectName;

use crate::{Bench, Write, recorded};

fn people(schema: &mut SchemaBuilder) {
    schema.create_table("people", |t| {
        t.id();
        t.column(varchar("name", 40));
        t.column(int("age").nullable());
        t.column(int("twice").nullable().generated("age * 2"));
    });
}

/// Each with the column that is looked at in the end.
const CASES: &[(&str, &str, Write)] = &[
    ("a default that goes was given", "kind", |s| {
        s.add_column("people", varchar("kind", 20).default("guest"));
        s.alter_column("people", "kind", |c| {
            c.drop_default();
        });
    }),
    ("a default that changes was given", "kind", |s| {
        s.add_column("people", varchar("kind", 20).default("guest"));
        s.alter_column("people", "kind", |c| {
            c.set_default("member");
        });
    }),
    (
        "a default that goes was given to what may be NULL",
        "n",
        |s| {
            s.add_column("people", int("n").nullable().default(5));
            s.alter_column("people", "n", |c| {
                c.drop_default();
            });
            s.add_unique("people", unique(["name"]).name("people_names"));
        },
    ),
    ("a default that comes later is for new rows", "n", |s| {
        s.add_column("people", int("n").nullable());
        s.alter_column("people", "n", |c| {
            c.set_default(5);
        });
    }),
    ("a default in several steps", "n", |s| {
        s.add_column("people", int("n").nullable().default(5));
        s.alter_column("people", "n", |c| {
            c.set_default(6);
        });
        s.alter_column("people", "n", |c| {
            c.set_not_null();
        });
        s.alter_column("people", "n", |c| {
            c.drop_default();
        });
    }),
    ("a default beside one that leaves again", "n", |s| {
        s.add_column("people", int("n").default(5));
        s.add_column("people", int("m").default(6));
        s.drop_column("people", "m");
        s.alter_column("people", "n", |c| {
            c.drop_default();
        });
    }),
    ("a default of which the type changes", "n", |s| {
        s.add_column("people", int("n").default(5));
        s.alter_column("people", "n", |c| {
            c.set_type(types::big_int());
        });
        s.alter_column("people", "n", |c| {
            c.drop_default();
        });
    }),
    ("a default of a name that was another's", "age", |s| {
        s.drop_column("people", "twice");
        s.drop_column("people", "age");
        s.add_column("people", int("age").default(7));
        s.alter_column("people", "age", |c| {
            c.drop_default();
        });
    }),
    (
        "what was computed keeps what it was computed to",
        "twice",
        |s| {
            s.add_column("people", int("n").default(1));
            s.alter_column("people", "twice", |c| {
                c.drop_generated();
            });
            s.alter_column("people", "n", |c| {
                c.drop_default();
            });
        },
    ),
    (
        "what joins computed and then keeps its values",
        "triple",
        |s| {
            s.add_column("people", int("triple").nullable().generated("age * 3"));
            s.alter_column("people", "triple", |c| {
                c.drop_generated();
            });
        },
    ),
];

#[tokio::test]
async fn rows_are_what_they_would_be_one_after_another() {
    for dialect in DialectName::ALL {
        for (name, column, write) in CASES {
            let Some(mut together) = with_rows(dialect).await else {
                break;
            };
            let Some(mut apart) = with_rows(dialect).await else {
                break;
            };
            together.run(*write).await;
            for operation in recorded(*write) {
                let one = std::slice::from_ref(&operation);
                let applied = apart.live.apply(one, &mut apart.schema).await;
                applied.unwrap_or_else(|error| panic!("{dialect}: {name}: {error}"));
            }
            assert_eq!(together.schema, apart.schema, "{dialect}: {name}");
            let read = format!("SELECT {column} FROM people ORDER BY id");
            let (found, expected) = (together.column(&read).await, apart.column(&read).await);
            assert_eq!(found, expected, "{dialect}: {name}");
        }
    }
}

async fn with_rows(dialect: DialectName) -> Option<Bench> {
    let mut bench = Bench::on(dialect, people).await?;
    bench
        .sql("INSERT INTO people (name, age) VALUES ('a', 1), ('b', NULL), ('c', 3)")
        .await;
    Some(bench)
}
