//! Chains in which something gets another name.

use super::*;

pub(super) const HOLD: &[(&str, Chain)] = &[
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
    ("a JSON column that a view reads has another name", || {
        let mut chain = recorded(|schema| {
            schema.create_table("docs", |t| {
                t.id();
                t.column(json("body"));
            });
        });
        chain.push(view("v", "SELECT x.body AS one FROM docs AS x"));
        chain.push(renamed_column("docs", "body", "text"));
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
    (
        "the key of a table has another name, whose rows are touched",
        || {
            recorded(|schema| {
                schema.create_table("notes", |t| {
                    t.id();
                    t.column(varchar("title", 20));
                    t.touched_timestamps();
                });
                schema.rename_column("notes", "id", "number");
                schema.rename_column("notes", "updated_at", "changed_at");
                schema.rename_column("notes", "number", "id");
            })
        },
    ),
];
