//! Mistakes with columns.

use super::Mistake;

pub(super) const ALL: &[Mistake] = &[
    (
        &["add_column"],
        "table's name is missing",
        "usage: migrate generate add_column",
    ),
    (
        &["add_column", "users"],
        "no column is named",
        "for example",
    ),
    (
        &["add_column", "user", "a:int"],
        "there is no table \"user\"",
        "did you mean \"users\"?",
    ),
    (
        &["add_column", "users", "email:string"],
        "\"email\" is taken",
        "another name",
    ),
    (
        &["add_column", "users", "a:int!"],
        "rows of table \"users\" would have no value",
        "three ways out: a default (a:int:default=VALUE)",
    ),
    (
        &["add_column", "users", "price:decimal5", "price:decimal2"],
        "taken apart by the shell",
        "price:decimal.5.2",
    ),
    (
        &["add_column", "users", "a:int:default=x"],
        "\"x\" is no default for int",
        "whole number",
    ),
    (
        &["add_column", "users", "a:decimal.2.5"],
        "cannot be decimal(2,5)",
        "digits",
    ),
    (
        &["add_column", "users", "a:int:pk"],
        "primary key cannot join",
        "add_primary_key",
    ),
    (
        &["add_column", "users", "owner:references"],
        "there is none named owner or owners",
        "owner_id:references:",
    ),
    (
        &["add_column", "users", "pair:references"],
        "no primary key of one column",
        "pair_id:ref=pairs.COLUMN",
    ),
    (
        &["add_column", "users", "o:int:ref=posts.id"],
        "is int, but posts.id",
        "big_int",
    ),
    (
        &["add_column", "users", "o:ref=posts.title"],
        "cannot be referred to",
        "unique",
    ),
    (
        &["add_column", "users", "a:int", "--unique"],
        "takes no --unique",
        "belongs to add_index",
    ),
    (
        &["add_column", "users", "a:int", "--on-delete", "cascade"],
        "refers to nothing",
        "usage",
    ),
    (
        &["drop_column", "users", "mail"],
        "no column \"mail\"",
        "did you mean \"email\"?",
    ),
    (
        &["drop_column", "users", "id"],
        "still needed by primary key",
        "drop the primary key",
    ),
    (
        &["rename_column", "users", "mail", "x"],
        "no column \"mail\"",
        "email",
    ),
    (
        &["rename_column", "users", "email", "age"],
        "\"age\" is taken",
        "another name",
    ),
    (
        &["change_column", "users", "age:int:null"],
        "changes nothing: users.age is int NULL",
        "age:default=0",
    ),
    (
        &["change_column", "users", "age", "--using", "1"],
        "--using says how values become another type",
        "usage",
    ),
    (
        &["AddPhoneToUser", "phone:string"],
        "no table \"user\"",
        "users",
    ),
    (
        &["add_column", "users", "mood:named.mood?"],
        "no migration created a type \"mood\"",
        "create_enum",
    ),
];
