//! Other names, other types.

use super::{Case, case};

pub(super) const CASES: &[Case] = &[
    // rename
    case(
        &["rename_column", "users", "email", "email_address"],
        &["rename column users.email to email_address"],
        &["pub struct RenameEmailToEmailAddressInUsers;"],
    ),
    case(
        &["rename_column", "users", "phone:mobile", "nick:alias"],
        &[
            "rename column users.phone to mobile",
            "rename column users.nick to alias",
        ],
        &["pub struct Rename2ColumnsInUsers;"],
    ),
    case(
        &["RenameNameToFullNameInUsers"],
        &["rename column users.name to full_name"],
        &[],
    ),
    case(
        &["rename_table", "tenants", "accounts"],
        &["rename table tenants to accounts"],
        &["schema.rename_table(\"tenants\", \"accounts\");"],
    ),
    case(
        &["add_reference", "orders", "account"],
        &[
            "add column orders.account_id",
            "create index orders_account_id_idx on orders",
            "add foreign key orders_account_id_fkey to orders",
        ],
        &[".references_column(\"accounts\", \"id\")"],
    ),
    case(
        &["RenameAccountsToTenants"],
        &["rename table accounts to tenants"],
        &[],
    ),
    // change_column
    case(
        &["change_column", "users", "age:bigint!"],
        &["alter column users.age"],
        &[
            "pub struct ChangeAgeInUsers;",
            "c.set_type(types::big_int());",
        ],
    ),
    case(
        &[
            "change_column",
            "users",
            "full_name:required:fill='nobody':default=somebody",
        ],
        &["backfill users.full_name", "alter column users.full_name"],
        &[
            "c.set_not_null();",
            "c.set_default(\"somebody\");",
            ".filter(\"full_name IS NULL\")",
        ],
    ),
    case(
        &[
            "change_column",
            "users",
            "full_name:null:nodefault",
            "score:nodefault",
        ],
        &["alter column users.full_name", "alter column users.score"],
        &["c.set_nullable();", "c.drop_default();"],
    ),
    case(
        &[
            "change_column",
            "users",
            "points:bigint",
            "--using",
            "points + 0",
        ],
        &["alter column users.points"],
        &["c.set_type(types::big_int()).using(\"points + 0\");"],
    ),
    case(
        &["change_column", "users", "mood:enum:glad:sad:calm"],
        &["alter column users.mood"],
        &["types::enumeration(\"users_mood\", [\"glad\", \"sad\", \"calm\"])"],
    ),
    case(
        &["change_column", "orders", "total:decimal.12.2:default=1.50"],
        &["alter column orders.total"],
        &["types::decimal(12, 2)", "c.set_default(number(\"1.50\"));"],
    ),
    case(
        &["ChangeGroupInOrders", "group:null:fill=2"],
        &["backfill orders.group", "alter column orders.group"],
        &[
            "by_dialect()",
            "r#\"\"group\" IS NULL\"#",
            "\"`group` IS NULL\"",
        ],
    ),
    case(
        &["change_web_to_text_in_tenants"],
        &["alter column tenants.web"],
        &["types::text()"],
    ),
    case(
        &[
            "change_column",
            "tenants",
            "fax:index:unique:check=fax <> ''",
        ],
        &[
            "add check tenants_fax_check to tenants",
            "add unique constraint tenants_fax_key to tenants",
        ],
        &[],
    ),
];
