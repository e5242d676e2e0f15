//! What a schema holds beside tables: each kind created, replaced, renamed and dropped, and each
//! option of it.

use migration_core::operation::{
    CreateObject, DropObject, Operation, RefreshView, RenameObject, ReplaceObject,
};
use migration_core::prelude::by_dialect;
use migration_core::schema::{
    Check, ColumnType, Composite, DefaultValue, Domain, Enumeration, Extension, Grant, Namespace,
    Object, ObjectId, ObjectKind, Policy, Routine, Sequence, Trigger, View, VirtualTable,
};

use super::{Alone, alone, create, recorded, things};

pub(super) fn all() -> Vec<Alone> {
    let mut all = Vec::new();
    for (what, object) in kinds() {
        let id = object.id();
        let make = Operation::CreateObject(CreateObject {
            object: object.clone(),
        });
        let there = || vec![create(things()), make.clone()];
        let remove = Operation::DropObject(DropObject { id: id.clone() });
        let rename = Operation::RenameObject(RenameObject {
            id: id.clone(),
            to: "another".to_owned(),
        });
        // A namespace lies in no other one, which would take it along when it goes.
        let (last, renamed) = match id.kind {
            ObjectKind::Namespace => {
                let id = ObjectId::new(id.kind, "another");
                (
                    vec![remove.clone()],
                    vec![Operation::DropObject(DropObject { id })],
                )
            }
            _ => (Vec::new(), Vec::new()),
        };
        let run = [vec![make.clone()], last].concat();
        all.push(alone(format!("create {what}"), vec![create(things())], run));
        if id.kind == ObjectKind::Namespace {
            let run = [there()[1..].to_vec(), vec![rename], renamed].concat();
            all.push(alone(format!("rename {what}"), vec![create(things())], run));
            continue;
        }
        all.push(alone(format!("drop {what}"), there(), vec![remove]));
        all.push(alone(format!("rename {what}"), there(), vec![rename]));
    }
    for (what, first, second) in replaced() {
        let make = Operation::CreateObject(CreateObject { object: first });
        let replace = Operation::ReplaceObject(ReplaceObject { object: second });
        all.push(alone(
            format!("replace {what}"),
            vec![create(things()), make],
            vec![replace],
        ));
    }
    all.extend(refreshed());
    all
}

fn view(materialized: bool, query: &str) -> Object {
    Object::View(View {
        name: "seen".to_owned(),
        materialized,
        query: query.into(),
        comment: None,
    })
}

fn sequence(change: impl FnOnce(&mut Sequence)) -> Object {
    let mut sequence = Sequence {
        name: "numbers".to_owned(),
        ..Sequence::default()
    };
    change(&mut sequence);
    Object::Sequence(sequence)
}

fn domain(change: impl FnOnce(&mut Domain)) -> Object {
    let mut domain = Domain {
        name: "amount".to_owned(),
        ty: ColumnType::Int,
        not_null: false,
        default: None,
        checks: Vec::new(),
        comment: None,
    };
    change(&mut domain);
    Object::Domain(domain)
}

fn policy(change: impl FnOnce(&mut Policy)) -> Object {
    let mut policy = Policy {
        name: "own".to_owned(),
        table: "things".to_owned(),
        restrictive: false,
        command: "ALL".to_owned(),
        roles: Vec::new(),
        using: Some("n > 0".into()),
        check: None,
        comment: None,
    };
    change(&mut policy);
    Object::Policy(policy)
}

fn function(result: i32) -> Object {
    Object::Routine(Routine {
        name: "answer".to_owned(),
        procedure: false,
        arguments: None,
        definition: by_dialect()
            .postgres(format!(
                "CREATE FUNCTION answer() RETURNS integer LANGUAGE sql AS 'SELECT {result}'"
            ))
            .mysql(format!(
                "CREATE FUNCTION answer() RETURNS integer DETERMINISTIC RETURN {result}"
            )),
        comment: None,
    })
}

fn trigger(n: i32) -> Object {
    let mysql =
        format!("CREATE TRIGGER fresh BEFORE INSERT ON things FOR EACH ROW SET NEW.n = {n}");
    Object::Trigger(Trigger {
        name: "fresh".to_owned(),
        table: "things".to_owned(),
        definition: by_dialect()
            .sqlite(format!(
                "CREATE TRIGGER fresh AFTER INSERT ON things BEGIN UPDATE things SET n = {n} WHERE id = NEW.id; END"
            ))
            .postgres("CREATE TRIGGER fresh BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()")
            .mysql(mysql), comment: None, })
}

fn kinds() -> Vec<(&'static str, Object)> {
    let text = str::to_owned;
    vec![
        (
            "namespace",
            Object::Namespace(Namespace {
                name: text("beside"),
                comment: None,
            }),
        ),
        (
            "extension",
            Object::Extension(Extension {
                name: text("pg_trgm"),
                comment: None,
            }),
        ),
        (
            "enumeration",
            Object::Enumeration(Enumeration {
                name: text("mood"),
                values: vec![text("a"), text("it's")],
                comment: None,
            }),
        ),
        ("domain", domain(|_| {})),
        ("domain not null", domain(|it| it.not_null = true)),
        (
            "domain with a default",
            domain(|it| it.default = Some(DefaultValue::Integer(1))),
        ),
        (
            "domain with a check",
            domain(|it| {
                it.checks.push(Check {
                    name: text("amount_check"),
                    expression: "VALUE > 0".into(),
                    ..Check::default()
                });
            }),
        ),
        (
            "composite",
            Object::Composite(Composite {
                name: text("pair"),
                fields: vec![(text("a"), ColumnType::Int)],
                comment: None,
            }),
        ),
        ("sequence", sequence(|_| {})),
        ("sequence from a start", sequence(|it| it.start = Some(7))),
        ("sequence by steps", sequence(|it| it.increment = Some(5))),
        (
            "sequence from a minimum",
            sequence(|it| it.minimum = Some(-5)),
        ),
        (
            "sequence to a maximum",
            sequence(|it| it.maximum = Some(500)),
        ),
        ("sequence with a cache", sequence(|it| it.cache = Some(20))),
        ("sequence that cycles", sequence(|it| it.cycle = true)),
        ("function", function(1)),
        (
            "procedure with arguments",
            Object::Routine(Routine {
                name: text("nothing"),
                procedure: true,
                arguments: Some(text("integer")),
                definition: by_dialect()
                    .postgres("CREATE PROCEDURE nothing(a integer) LANGUAGE sql AS 'SELECT 1'")
                    .mysql("CREATE PROCEDURE nothing(a integer) SELECT 1"),
                comment: None,
            }),
        ),
        ("view", view(false, "SELECT id FROM things")),
        ("materialized view", view(true, "SELECT id FROM things")),
        (
            "view with a comment",
            Object::View(View {
                name: text("seen"),
                materialized: false,
                query: "SELECT id FROM things".into(),
                comment: Some(text("it's")),
            }),
        ),
        (
            "virtual table",
            Object::VirtualTable(VirtualTable {
                name: text("words"),
                module: text("fts5"),
                arguments: vec![text("title"), text("body")],
            }),
        ),
        ("trigger", trigger(1)),
        ("policy", policy(|_| {})),
        ("restrictive policy", policy(|it| it.restrictive = true)),
        (
            "policy for a command",
            policy(|it| it.command = text("DELETE")),
        ),
        (
            "policy for roles",
            policy(|it| it.roles = vec![text("pg_monitor")]),
        ),
        (
            "policy with a check",
            policy(|it| it.check = Some("n > 1".into())),
        ),
        ("grant", grant(false)),
        ("grant that may be passed on", grant(true)),
    ]
}

/// The first object of each kind.
pub(super) fn of_each_kind() -> Vec<Object> {
    let mut all: Vec<Object> = Vec::new();
    for (_, object) in kinds() {
        if all.iter().all(|other| other.id().kind != object.id().kind) {
            all.push(object);
        }
    }
    all
}

fn grant(grantable: bool) -> Object {
    Object::Grant(Grant {
        privileges: vec!["SELECT".to_owned()],
        on: "things".to_owned(),
        to: "pg_monitor".to_owned(),
        grantable,
    })
}

fn replaced() -> Vec<(&'static str, Object, Object)> {
    vec![
        (
            "view",
            view(false, "SELECT id FROM things"),
            view(false, "SELECT id, n FROM things"),
        ),
        (
            "materialized view",
            view(true, "SELECT id FROM things"),
            view(true, "SELECT n FROM things"),
        ),
        ("function", function(1), function(2)),
        ("trigger", trigger(1), trigger(2)),
        (
            "policy",
            policy(|_| {}),
            policy(|it| it.using = Some("n > 5".into())),
        ),
    ]
}

fn refreshed() -> Vec<Alone> {
    [false, true]
        .map(|concurrently| {
            let mut setup = vec![create(things())];
            setup.push(Operation::CreateObject(CreateObject {
                object: view(true, "SELECT id FROM things"),
            }));
            if concurrently {
                // It needs a unique index, which belongs to no table that is folded.
                setup.extend(recorded(|schema| {
                    schema
                        .sql(
                            by_dialect()
                                .postgres("CREATE UNIQUE INDEX seen_id ON seen (id)")
                                .otherwise(""),
                        )
                        .nothing_to_reverse();
                }));
            }
            let refresh = Operation::RefreshView(RefreshView {
                view: "seen".to_owned(),
                concurrently,
            });
            alone("refresh view", setup, vec![refresh])
        })
        .into()
}
