use super::*;
use crate::schema::{Deferrable, ReferentialAction};

fn texts(constraints: &[Constraint]) -> Vec<&str> {
    constraints.iter().map(|each| each.text.as_str()).collect()
}

#[test]
fn a_table_is_taken_apart_whatever_it_is_written_like() {
    let sql = r#"create table if not exists "my ""table""" (
        -- a comment, with ) in it
        id integer primary key desc on conflict replace autoincrement not null,
        [odd name] Double  Precision ( 10 , 2 ) null default -1.5e-3,
        `c` constraint given not null constraint "also" check (c in (')', "x")) /* here */ collate "NoCase",
        d text as (lower(c) || ')') stored unique on conflict ignore,
        e generated always as (1),
        'f' references other on delete set null match full not null deferrable initially deferred,
        g default "double" default (1 + (2)) default null default x'00',
        unique (c collate nocase desc, d) on conflict abort
        constraint fk foreign key (c, "d") references [other] (x, y) on update cascade not deferrable initially deferred,
        check (c <> d), primary key (id autoincrement)
    ) WITHOUT ROWID, strict"#;
    let table = table(sql).unwrap();
    assert_eq!(table.name, "my \"table\"");
    assert!(table.strict && table.without_rowid);
    let columns: Vec<(&str, &str)> = table
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.ty.as_str()))
        .collect();
    assert_eq!(
        columns,
        [
            ("id", "integer"),
            ("odd name", "Double Precision(10,2)"),
            ("c", ""),
            ("d", "text"),
            ("e", ""),
            ("f", ""),
            ("g", "")
        ]
    );
    let of = |i: usize| texts(&table.columns[i].constraints);
    assert_eq!(
        of(0),
        [
            "primary key desc on conflict replace autoincrement",
            "not null"
        ]
    );
    assert_eq!(of(1), ["null", "default -1.5e-3"]);
    assert_eq!(
        of(2),
        [
            "constraint given not null",
            "constraint \"also\" check (c in (')', \"x\"))",
            "collate \"NoCase\""
        ]
    );
    assert_eq!(
        of(3),
        ["as (lower(c) || ')') stored", "unique on conflict ignore"]
    );
    assert_eq!(of(4), ["generated always as (1)"]);
    assert_eq!(
        of(6),
        [
            "default \"double\"",
            "default (1 + (2))",
            "default null",
            "default x'00'"
        ]
    );
    let Rule::ForeignKey { reference, .. } = &table.columns[5].constraints[0].rule else {
        panic!("{:?}", table.columns[5]);
    };
    assert_eq!(reference.on_delete, ReferentialAction::SetNull);
    assert_eq!(reference.matching.as_deref(), Some("full"));
    assert_eq!(reference.deferrable, Deferrable::InitiallyDeferred);
    assert!(reference.columns.is_empty());
    assert_eq!(table.constraints.len(), 4);
    let Rule::ForeignKey { columns, reference } = &table.constraints[1].rule else {
        panic!("{:?}", table.constraints);
    };
    assert_eq!(columns, &["c", "d"]);
    assert_eq!(reference.deferrable, Deferrable::No);
    assert_eq!(reference.on_update, ReferentialAction::Cascade);
    assert!(matches!(
        &table.constraints[3].rule,
        Rule::PrimaryKey {
            autoincrement: true,
            ..
        }
    ));
}

#[test]
fn an_index_is_taken_apart() {
    for (sql, expected) in [
        (
            "CREATE INDEX i ON t (a)",
            "i t false [a Some(\"a\") None false] None",
        ),
        (
            "CREATE UNIQUE INDEX \"i\" ON [t] (\"a b\" COLLATE nocase DESC) WHERE a > 1 AND (b)",
            "i t true [\"a b\" Some(\"a b\") Some(\"nocase\") true] Some(\"a > 1 AND (b)\")",
        ),
        (
            "create index if not exists main.i on t ((lower(a)) collate rtrim, lower(b) asc, a || b collate x)",
            "i t false [lower(a) None Some(\"rtrim\") false|lower(b) None None false|a || b collate x None None false] None",
        ),
        (
            "CREATE INDEX i ON t (((a)), (a) + (b))",
            "i t false [a None None false|(a) + (b) None None false] None",
        ),
    ] {
        let index = index(sql).unwrap();
        let parts: Vec<String> = index
            .parts
            .iter()
            .map(|part| {
                format!(
                    "{} {:?} {:?} {}",
                    part.expression, part.name, part.collation, part.descending
                )
            })
            .collect();
        assert_eq!(
            format!(
                "{} {} {} [{}] {:?}",
                index.name,
                index.table,
                index.unique,
                parts.join("|"),
                index.filter
            ),
            expected
        );
    }
}

#[test]
fn a_view_is_taken_apart() {
    let named = view("CREATE VIEW IF NOT EXISTS main.\"a v\" (x, [y]) AS SELECT 1, ')';").unwrap();
    assert_eq!(
        (named.name.as_str(), named.query.as_str()),
        ("a v", "SELECT 1, ')'")
    );
    assert_eq!(named.columns, ["x", "y"]);
    let plain = view("create temp view v as\n-- all\nselect *\nfrom t -- end").unwrap();
    assert_eq!(plain.query, "select *\nfrom t -- end");
    assert!(plain.columns.is_empty());
}

#[test]
fn a_virtual_table_is_taken_apart() {
    for (sql, expected) in [
        (
            "CREATE VIRTUAL TABLE f USING fts5(a, 'b, c', tokenize = \"x (y)\")",
            &["a", "'b, c'", "tokenize = \"x (y)\""][..],
        ),
        (
            "create virtual table if not exists main.f using fts5 ( f(1, 2) )",
            &["f(1, 2)"],
        ),
        ("CREATE VIRTUAL TABLE f USING fts5", &[]),
        ("CREATE VIRTUAL TABLE f USING fts5()", &[]),
    ] {
        let table = virtual_table(sql).unwrap();
        assert_eq!((table.name.as_str(), table.module.as_str()), ("f", "fts5"));
        assert_eq!(table.arguments, expected, "{sql}");
    }
}

#[test]
fn what_is_no_definition_is_no_panic() {
    for sql in [
        "",
        "CREATE",
        "CREATE TABLE t",
        "CREATE TABLE t (",
        "CREATE TABLE t (a",
        "CREATE TABLE t (a CHECK (",
        "CREATE TABLE t (a) WHAT",
        "CREATE TABLE t (a \"open",
        "CREATE TABLE t (a [open",
        "CREATE TABLE t (a DEFAULT",
        "CREATE TABLE t (a DEFAULT -)",
        "CREATE TABLE t (a REFERENCES o ON DELETE)",
        "CREATE VIRTUAL TABLE t USING fts5(a)",
        "CREATE INDEX i ON t (",
        "CREATE INDEX i ON t (a",
        "/*",
        "'",
    ] {
        assert!(table(sql).is_err(), "{sql}");
        assert!(index(sql).is_err(), "{sql}");
        assert!(view(sql).is_err(), "{sql}");
    }
}

#[test]
fn a_text_mentions_a_name_outside_of_comments() {
    for (sql, expected) in [
        ("SELECT * FROM Users", true),
        ("SELECT * FROM [users]", true),
        ("SELECT * FROM main.`users`", true),
        ("SELECT 'users'", false),
        ("SELECT 1 -- users", false),
        ("SELECT 1 /* users */", false),
        ("SELECT * FROM users2", false),
    ] {
        assert_eq!(mentions(sql, "users"), expected, "{sql}");
    }
}
