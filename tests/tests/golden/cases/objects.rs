use migration_core::operation::{
    AlterEnumeration, CreateObject, DropObject, Operation, RenameObject, ReplaceObject, ValueChange,
};
use migration_core::prelude::*;
use migration_core::schema::{
    ColumnType, DefaultValue, Enumeration, Object, ObjectId, ObjectKind, SqlText, Trigger, View,
    VirtualTable,
};

use super::{Case, SHOP, case, fresh, shop};

fn view(query: &str) -> Object {
    Object::View(View {
        name: "adults".to_owned(),
        materialized: false,
        query: query.into(),
        comment: None,
    })
}

fn make(schema: &mut SchemaBuilder, object: Object) {
    schema.operation(Operation::CreateObject(CreateObject { object }));
}

fn with_view(schema: &mut SchemaBuilder) {
    shop(schema);
    make(schema, view("SELECT id, name FROM users WHERE age >= 18"));
}

fn moods(schema: &mut SchemaBuilder) {
    make(
        schema,
        Object::Enumeration(Enumeration {
            name: "mood".to_owned(),
            values: vec!["sad".to_owned(), "happy".to_owned()],
            comment: None,
        }),
    );
    schema.create_table("people", |t| {
        t.id();
        t.column(int("n").default(1));
    });
    let mut column =
        migration_core::schema::Column::new("mood", ColumnType::Named("mood".to_owned()));
    column.default = Some(DefaultValue::Text("happy".to_owned()));
    schema.operation(Operation::AddColumn(migration_core::operation::AddColumn {
        table: "people".to_owned(),
        column,
        existing_rows: Default::default(),
        position: None,
    }));
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("create_view", shop, |schema| {
            make(schema, view("SELECT id, name FROM users WHERE age >= 18"));
        })
        .rows(SHOP),
        case("replace_view", with_view, |schema| {
            schema.operation(Operation::ReplaceObject(ReplaceObject {
                object: view("SELECT id, name FROM users WHERE age >= 21"),
            }));
        })
        .rows(SHOP),
        case("rename_view", with_view, |schema| {
            schema.operation(Operation::RenameObject(RenameObject {
                id: ObjectId::new(ObjectKind::View, "adults"),
                to: "grown".to_owned(),
            }));
        })
        .rows(SHOP),
        case("drop_view", with_view, |schema| {
            schema.operation(Operation::DropObject(DropObject {
                id: ObjectId::new(ObjectKind::View, "adults"),
            }));
        })
        .rows(SHOP),
        case("create_trigger", shop, |schema| {
            make(
                schema,
                Object::Trigger(Trigger {
                    name: "users_age".to_owned(),
                    table: "users".to_owned(),
                    definition: SqlText::default()
                        .sqlite(
                            "CREATE TRIGGER users_age AFTER UPDATE OF age ON users BEGIN \
                             UPDATE posts SET place = 0 WHERE author_id = new.id; END",
                        )
                        .mysql(
                            "CREATE TRIGGER users_age AFTER UPDATE ON users FOR EACH ROW \
                             UPDATE posts SET `place` = 0 WHERE author_id = new.id",
                        ),
                    comment: None,
                }),
            );
        })
        .rows(SHOP),
        fresh("create_virtual_table", |schema| {
            make(
                schema,
                Object::VirtualTable(VirtualTable {
                    name: "texts".to_owned(),
                    module: "fts5".to_owned(),
                    arguments: vec!["title".to_owned(), "body".to_owned()],
                }),
            );
        }),
        fresh("create_enumeration_and_a_column_of_it", moods),
        case("add_value_to_an_enumeration", moods, |schema| {
            schema.operation(Operation::AlterEnumeration(AlterEnumeration {
                name: "mood".to_owned(),
                change: ValueChange::Add {
                    value: "so so".to_owned(),
                    before: Some("happy".to_owned()),
                },
            }));
        }),
        case("rename_value_of_an_enumeration", moods, |schema| {
            schema.operation(Operation::AlterEnumeration(AlterEnumeration {
                name: "mood".to_owned(),
                change: ValueChange::Rename {
                    from: "sad".to_owned(),
                    to: "blue".to_owned(),
                },
            }));
        })
        .rows(&["INSERT INTO people (mood) VALUES ('sad'), ('happy')"]),
    ]
}
