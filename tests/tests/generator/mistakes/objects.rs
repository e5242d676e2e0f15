//! Mistakes with views, triggers, types, sequences and rows.

use super::Mistake;

pub(super) const ALL: &[Mistake] = &[
    (
        &["data_migration", "x", "--table", "user"],
        "no table \"user\"",
        "users",
    ),
    (
        &["data_migration", "x", "--batched"],
        "--batched needs the table",
        "--table TABLE",
    ),
    (
        &["backfill", "users", "id=id + 1", "--batched"],
        "by which it walks the table in batches",
        ".batched_by(",
    ),
    (
        &["ensure", "users", "age", ">", "0"],
        "came in 3 words",
        "ensure users 'age > 0'",
    ),
    (&["ensure", "users", "age"], "no condition", "ensure users"),
    (
        &["ensure", "users", "agee > 0"],
        "about no column",
        "its columns are",
    ),
    (
        &["add_index", "users", "age", "--batched"],
        "takes no --batched",
        "backfill, data_migration",
    ),
    (
        &["create_view", "adults"],
        "the SQL is missing",
        "--sql [DIALECT=]FILE",
    ),
    (
        &["create_view", "adults", "DELETE FROM users"],
        "is not the beginning of a view's query",
        "SELECT or WITH",
    ),
    (
        &["create_view", "adults", "--sql", "oracle=x.sql"],
        "there is no dialect \"oracle\"",
        "sqlite, postgres, mysql",
    ),
    (
        &["create_view", "adults", "--sql", "no.sql"],
        "cannot read no.sql",
        "",
    ),
    (
        &["create_view", "adults", "SELECT", "1"],
        "the SQL came in 2 words",
        "in quotes",
    ),
    (&["drop_view", "adults"], "no view \"adults\"", ""),
    (&["refresh_view", "adults"], "no view \"adults\"", ""),
    (
        &["create_trigger", "t", "user", "CREATE TRIGGER t"],
        "no table \"user\"",
        "users",
    ),
    (&["drop_trigger", "t", "users"], "no trigger \"t\"", ""),
    (&["create_enum", "mood"], "no value is named", "usage"),
    (
        &["add_enum_value", "mood", "sad"],
        "no enumeration \"mood\"",
        "create_enum",
    ),
    (
        &["add_enum_value", "users.age", "sad"],
        "no enumeration of its own",
        "name the enumeration",
    ),
    (&["insert", "users", "age"], "no row is given", "usage"),
    (
        &["insert", "users", "age,email", "1"],
        "1 values for 2 columns",
        "commas",
    ),
    (
        &["insert", "users", "age", "old"],
        "no default for int",
        "whole number",
    ),
    (
        &["insert", "users", "age", "\"1"],
        "does not close",
        "single quotes",
    ),
    (
        &["create_sequence", "n", "--before", "x"],
        "takes no --before",
        "add_enum_value",
    ),
];
