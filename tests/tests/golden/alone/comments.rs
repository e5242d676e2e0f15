//! Comments: said where a thing is made, set and taken away.

use migration_core::operation::{CreateObject, DropObject, Operation};
use migration_core::prelude::*;
use migration_core::schema::{Object, ObjectKind};

use super::{Alone, alone, create, recorded, things};

const TABLE: &str = "things";

pub(super) fn all() -> Vec<Alone> {
    let mut all = Vec::new();
    for object in super::objects::of_each_kind() {
        all.extend(of_object(object));
    }
    all.extend(of_constraints());
    all
}

/// An object with a comment, one that gets it, and one that loses it.
fn of_object(plain: Object) -> Vec<Alone> {
    let id = plain.id();
    let mut with = plain.clone();
    let Some(comment) = with.comment_mut() else {
        return Vec::new();
    };
    *comment = Some("it's for that".to_owned());
    let make = |object: &Object| {
        Operation::CreateObject(CreateObject {
            object: object.clone(),
        })
    };
    let set = recorded(|schema| schema.set_comment(id.clone(), "it's for this"));
    let drop = recorded(|schema| schema.drop_comment(id.clone()));
    // A namespace lies in no other one, which would take it along when it goes.
    let last = match id.kind {
        ObjectKind::Namespace => vec![Operation::DropObject(DropObject { id: id.clone() })],
        _ => Vec::new(),
    };
    let run = |run: &[Operation], name: &str| {
        let name = format!("{name} {}", id.kind.as_str());
        match id.kind {
            ObjectKind::Namespace => alone(name, Vec::new(), [run, &last].concat()),
            _ => {
                let (last, before) = run.split_last().expect("something runs");
                let before = [&[create(things())], before].concat();
                alone(name, before, vec![last.clone()])
            }
        }
    };
    vec![
        run(&[make(&with)], "a comment on a new"),
        run(&[vec![make(&plain)], set].concat(), "set the comment of a"),
        run(&[vec![make(&with)], drop].concat(), "drop the comment of a"),
    ]
}

fn of_constraints() -> Vec<Alone> {
    let mut all = Vec::new();
    let mut table = things();
    table.columns[0].identity = None;
    table.primary_key = None;
    let keyed = || recorded(|s| s.add_primary_key(TABLE, primary_key("id").comment("which one")));
    let owner = || {
        foreign_key("n")
            .references(TABLE, "m")
            .name("things_owner")
            .comment("whose")
    };
    let made: [(&str, Vec<Operation>, Vec<Operation>); 5] = [
        ("a primary key", vec![], keyed()),
        (
            "a unique constraint",
            vec![],
            recorded(|s| s.add_unique(TABLE, unique(["m"]).comment("once"))),
        ),
        (
            "a check",
            vec![],
            recorded(|s| {
                s.add_check(TABLE, "things_small", "n < 100")
                    .comment("not many");
            }),
        ),
        (
            "a foreign key",
            recorded(|s| s.add_unique(TABLE, ["m"])),
            recorded(|s| s.add_foreign_key(TABLE, owner())),
        ),
        (
            "an exclusion",
            vec![],
            recorded(|s| {
                let part = [(expression("int4range(n, m)"), "&&")];
                let apart = exclusion("things_apart", part).method("gist");
                s.add_exclusion(TABLE, apart.comment("apart"));
            }),
        ),
    ];
    for (what, before, run) in made {
        let setup = [vec![create(table.clone())], before].concat();
        all.push(alone(format!("add {what} with a comment"), setup, run));
    }
    let check = || {
        recorded(|s| {
            s.add_check(TABLE, "things_small", "n < 100");
        })
    };
    let set = || recorded(|s| s.set_constraint_comment(TABLE, "things_small", "not many"));
    let without = recorded(|s| s.drop_constraint_comment(TABLE, "things_small"));
    let plain = [vec![create(things())], check()].concat();
    all.push(alone("set the comment of a check", plain.clone(), set()));
    let with = [plain, set()].concat();
    all.push(alone("drop the comment of a check", with, without));
    all
}
