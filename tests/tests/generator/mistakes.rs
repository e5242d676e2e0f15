//! What the generator refuses: one clear line, and the way out.

use migration_cli::generate::Folded;
use migration_core::schema::DialectName;

use super::package::Package;

#[test]
fn mistakes_are_told_and_write_nothing() {
    let package = Package::unwritten();
    let mut folded = Folded::default();
    for words in [
        &[
            "create_table",
            "users",
            "email:string:unique",
            "age:int:null",
            "name:string:index",
        ][..],
        &[
            "create_table",
            "posts",
            "user:references",
            "title:string",
            "body:text",
        ],
        &[
            "create_table",
            "pairs",
            "a:int",
            "b:int",
            "--primary-key",
            "a,b",
        ],
    ] {
        package
            .draft(words, DialectName::Sqlite, &mut folded)
            .unwrap_or_else(|error| panic!("{words:?}: {error}"));
    }
    for (words, message, help) in MISTAKES {
        let error = package
            .draft(words, DialectName::Sqlite, &mut folded.clone())
            .map(|draft| draft.source)
            .expect_err(&format!("{words:?}"));
        assert!(error.to_string().contains(message), "{words:?}: {error}");
        assert!(!error.to_string().contains('\n'), "{error}");
        let told = error.help().unwrap_or_default();
        assert!(told.contains(help), "{words:?}: {told}");
    }
    assert!(!package.folder().join("src").exists());
}

/// Words, a part of the message, a part of the help.
const MISTAKES: &[(&[&str], &str, &str)] = &[
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
    (
        &["data_migration", "x", "--table", "user"],
        "no table \"user\"",
        "users",
    ),
    (&["sql", "größe"], "cannot hold 'ö'", "ASCII"),
    (&["empty", "a", "b"], "no use for \"b\"", "usage"),
    (
        &["AddPhoneToUser", "phone:string"],
        "no table \"user\"",
        "users",
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
    (
        &["add_column", "users", "mood:named.mood?"],
        "no migration created a type \"mood\"",
        "create_enum",
    ),
    (
        &["join_table", "users", "pairs"],
        "no primary key of one column",
        "usage",
    ),
    (&["CreateJoinTableUserPosts"], "no table", "users"),
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
    (
        &["create_sequence", "n", "--before", "x"],
        "takes no --before",
        "add_enum_value",
    ),
    (&["comment", "users.ag", "x"], "no column \"ag\"", "age"),
];
