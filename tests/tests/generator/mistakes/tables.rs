//! Mistakes with tables, and with what is no template.

use super::Mistake;

pub(super) const ALL: &[Mistake] = &[
    (
        &[],
        "was not said what to generate",
        "migrate generate create_table",
    ),
    (
        &["create_table", "teams", "name:string", "+"],
        "was not said what to generate",
        "lone +",
    ),
    (
        &[
            "create_table",
            "teams",
            "name:string",
            "+",
            "empty",
            "later",
        ],
        "empty is still to be written",
        "of its own",
    ),
    (
        &[
            "create_table",
            "teams",
            "name:string",
            "+",
            "create_table",
            "teams",
            "name:string",
        ],
        "teams",
        "",
    ),
    (
        &[
            "create_table",
            "ups",
            "x:int",
            "+",
            "create_table",
            "downs",
            "x:int",
            "--unique-together",
            "x",
        ],
        "--unique-together would belong to 2 parts",
        "of its own",
    ),
    (
        &[
            "create_table",
            "ups",
            "x:int",
            "+",
            "create_table",
            "downs",
            "x:int",
            "--where",
            "x",
        ],
        "takes no --where",
        "--where belongs to",
    ),
    (
        &["frobnicate"],
        "cannot tell from \"frobnicate\"",
        "migrate generate add_index",
    ),
    (
        &["create_table", "users"],
        "table \"users\" exists already",
        "another name",
    ),
    (
        &["create_table", "x", "id:uuid"],
        "adds the column id itself",
        "--id uuid",
    ),
    (
        &["create_table", "x", "--id", "guid"],
        "\"guid\" is no kind of key",
        "--id uuid",
    ),
    (
        &["create_table", "x", "created_at:date"],
        "\"created_at\" is there already",
        "leave one",
    ),
    (
        &["create_table", "x", "--primary-key", "a"],
        "none of the fields",
        "usage",
    ),
    (
        &["create_table", "x", "--id", "none", "--no-timestamps"],
        "no columns",
        "usage",
    ),
    (
        &["create_table", "x", "a:int:fill=1"],
        "no rows to fill",
        "default=",
    ),
    (&["create_table", "x:int"], "is a field", "usage"),
    (
        &["drop_table", "users"],
        "still needed by foreign key",
        "drop the foreign key",
    ),
    (&["rename_table", "users"], "new name is missing", "usage"),
    (
        &["rename_table", "users", "posts"],
        "\"posts\" exists already",
        "another name",
    ),
    (&["backfill", "users", "age"], "says no value", "COLUMN=SQL"),
    (&["sql", "größe"], "cannot hold 'ö'", "ASCII"),
    (&["empty", "a", "b"], "no use for \"b\"", "usage"),
    (
        &["join_table", "users", "pairs"],
        "no primary key of one column",
        "usage",
    ),
    (&["CreateJoinTableUserPosts"], "no table", "users"),
    (
        &["create_table", "x", "a:text:unsigned"],
        "text is never unsigned",
        "bigint",
    ),
    (
        &["create_table", "x", "a:int:after=b"],
        "stand as they are written",
        "in its place",
    ),
    (
        &["create_table", "x", "a:int:stored"],
        "not what it is computed from",
        "generated=",
    ),
    (
        &["create_table", "x", "a:references.polymorphic:unique"],
        "takes required or null alone",
        "item_type",
    ),
    (&["comment", "users.ag", "x"], "no column \"ag\"", "age"),
];
