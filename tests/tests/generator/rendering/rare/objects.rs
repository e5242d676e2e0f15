//! What a schema holds beside tables.

use migration_core::operation::{
    Change, CommentOnObject, CreateObject, DropObject, Operation, RenameObject, ReplaceObject,
};
use migration_core::schema::{
    ColumnType, Composite, DefaultValue, Domain, Enumeration, Extension, Grant, Namespace, Object,
    ObjectId, ObjectKind, Policy, Routine, Sequence, SqlText, Trigger, View, VirtualTable,
};

use super::values::checks;
use super::{NASTY, per_dialect, text, texts};

pub(super) fn all() -> Vec<Operation> {
    let create = |object| Operation::CreateObject(CreateObject { object });
    let replace = |object| Operation::ReplaceObject(ReplaceObject { object });
    let view = |materialized, comment| {
        Object::View(View {
            name: text(NASTY),
            materialized,
            query: per_dialect(),
            comment,
        })
    };
    let routine = |name: &str, procedure, arguments| {
        Object::Routine(Routine {
            name: text(name),
            procedure,
            arguments,
            definition: per_dialect(),
            comment: Some(text(NASTY)),
        })
    };
    let trigger = Object::Trigger(Trigger {
        name: text(NASTY),
        table: text("t"),
        definition: per_dialect(),
        comment: Some(text(NASTY)),
    });
    let policy = |full: bool| {
        Object::Policy(Policy {
            name: text(NASTY),
            table: text("t"),
            restrictive: full,
            command: text(if full { "SELECT" } else { "ALL" }),
            roles: if full { texts(&["a", NASTY]) } else { vec![] },
            using: full.then(per_dialect),
            check: full.then(|| SqlText::from(NASTY)),
            comment: full.then(|| text(NASTY)),
        })
    };
    let sequence = Object::Sequence(Sequence {
        name: text(NASTY),
        start: Some(1),
        increment: Some(-2),
        minimum: Some(i64::MIN),
        maximum: Some(4),
        cache: Some(5),
        cycle: true,
        comment: Some(text(NASTY)),
    });
    let grant = |grantable| {
        Object::Grant(Grant {
            privileges: texts(&["SELECT", "INSERT"]),
            on: text(NASTY),
            to: text("a to b"),
            grantable,
        })
    };
    let domain = |ty, full: bool| {
        Object::Domain(Domain {
            name: text(NASTY),
            ty,
            not_null: full,
            default: full.then(|| DefaultValue::Text(text(NASTY))),
            checks: if full { checks().to_vec() } else { vec![] },
            comment: full.then(|| text(NASTY)),
        })
    };
    let types = text("integer, text[], my_type(3)");
    let mut all = vec![
        create(view(false, Some(text(NASTY)))),
        create(view(true, Some(text(NASTY)))),
        replace(view(true, None)),
        replace(view(false, Some(text(NASTY)))),
        create(routine(NASTY, false, None)),
        create(routine(NASTY, true, Some(types.clone()))),
        create(routine("odd(name", false, None)),
        create(routine("odd (name)", true, Some(types.clone()))),
        replace(routine("odd(name", false, Some(types))),
        replace(routine(NASTY, true, Some(String::new()))),
        create(trigger.clone()),
        replace(trigger),
        create(policy(true)),
        create(policy(false)),
        replace(policy(true)),
        create(sequence.clone()),
        replace(sequence),
        replace(Object::Sequence(Sequence {
            name: text("plain"),
            ..Sequence::default()
        })),
        create(grant(true)),
        replace(grant(false)),
        create(domain(ColumnType::Text, true)),
        create(domain(
            ColumnType::Decimal {
                precision: 3,
                scale: 1,
            },
            false,
        )),
        create(Object::Namespace(Namespace {
            name: text(NASTY),
            comment: Some(text(NASTY)),
        })),
        create(Object::Extension(Extension {
            name: text(NASTY),
            comment: Some(text(NASTY)),
        })),
        create(Object::Enumeration(Enumeration {
            name: text(NASTY),
            values: texts(&["a", NASTY]),
            comment: Some(text(NASTY)),
        })),
        create(Object::Composite(Composite {
            name: text(NASTY),
            fields: vec![(text(NASTY), ColumnType::Int)],
            comment: Some(text(NASTY)),
        })),
        create(Object::VirtualTable(VirtualTable {
            name: text(NASTY),
            module: text("fts5"),
            arguments: vec![],
        })),
    ];
    let own = [ObjectKind::Trigger, ObjectKind::Policy];
    let kinds = [
        ObjectKind::Namespace,
        ObjectKind::Extension,
        ObjectKind::Enumeration,
        ObjectKind::Domain,
        ObjectKind::Composite,
        ObjectKind::Sequence,
        ObjectKind::Function,
        ObjectKind::Procedure,
        ObjectKind::View,
        ObjectKind::MaterializedView,
        ObjectKind::VirtualTable,
        ObjectKind::Grant,
    ];
    let ids = kinds
        .into_iter()
        .map(|kind| ObjectId::new(kind, NASTY))
        .chain(own.map(|kind| ObjectId::of_table(kind, NASTY, "of a table")))
        .chain([ObjectId::new(ObjectKind::Grant, "on a to b to c")]);
    for id in ids {
        all.push(Operation::DropObject(DropObject { id: id.clone() }));
        for comment in [Change::Set(text(NASTY)), Change::Drop] {
            let id = id.clone();
            all.push(Operation::CommentOnObject(CommentOnObject { id, comment }));
        }
        all.push(Operation::RenameObject(RenameObject {
            id,
            to: text(NASTY),
        }));
    }
    all
}
