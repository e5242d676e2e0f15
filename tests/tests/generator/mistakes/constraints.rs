//! Mistakes with indexes, keys and constraints.

use super::Mistake;

pub(super) const ALL: &[Mistake] = &[
    (
        &["add_index", "users", "mail"],
        "no column \"mail\"",
        "email",
    ),
    (
        &["add_index", "users", "age:up"],
        "\"up\" is no order",
        "age:desc",
    ),
    (
        &["drop_index", "users", "age"],
        "has no index on age",
        "users_name_idx",
    ),
    (
        &["drop_index", "users", "email"],
        "has no index on email",
        "drop_unique users email",
    ),
    (
        &["drop_index", "users", "--name", "users_nam_idx"],
        "no index \"users_nam_idx\"",
        "users_name_idx",
    ),
    (
        &["add_foreign_key", "posts", "users"],
        "name \"posts_user_id_fkey\" is taken",
        "another name",
    ),
    (
        &["add_foreign_key", "users", "posts"],
        "which column of table \"users\" refers",
        "COLUMN posts",
    ),
    (
        &["add_foreign_key", "posts", "title", "users"],
        "posts.title is varchar(255)",
        "big_int",
    ),
    (
        &["drop_foreign_key", "posts", "title"],
        "posts.title refers to no table",
        "posts_user_id_fkey",
    ),
    (
        &["add_check_constraint", "users", "age"],
        "\"age\" is no condition",
        "quotes",
    ),
    (
        &["add_check_constraint", "users", "aeg > 0"],
        "about no column of table \"users\"",
        "age",
    ),
    (
        &["add_check_constraint", "users", "age", ">", "0"],
        "came in 3 words",
        "'age > 0'",
    ),
    (
        &["drop_check_constraint", "users", "x"],
        "no check \"x\"",
        "",
    ),
    (
        &["add_unique", "users", "mail"],
        "no column \"mail\"",
        "email",
    ),
    (
        &["drop_unique", "users", "age"],
        "no unique constraint on age",
        "users_email_key",
    ),
    (
        &["rename_index", "users", "users_nam_idx", "x"],
        "no index \"users_nam_idx\"",
        "users_name_idx",
    ),
    (
        &["rename_constraint", "users", "users_emai_key", "x"],
        "no constraint \"users_emai_key\"",
        "users_email_key",
    ),
    (
        &["validate_constraint", "users", "users_email_key"],
        "waits for no validation",
        "--not-valid",
    ),
    (
        &["add_exclusion", "users", "age"],
        "names no operator",
        "during:&&",
    ),
];
