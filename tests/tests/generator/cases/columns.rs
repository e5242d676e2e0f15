//! Columns and references that join a table.

use super::{Case, case};

pub(super) const CASES: &[Case] = &[
    // add_column
    case(
        &["add_column", "users", "phone:string.20:index"],
        &[
            "add column users.phone",
            "create index users_phone_idx on users",
        ],
        &[
            "pub struct AddPhoneToUsers;",
            "/// Adds `phone` to `users`.",
            "schema.add_column(\"users\", varchar(\"phone\", 20).nullable().index());",
        ],
    ),
    case(
        &[
            "add_column",
            "users",
            "score:int:default=0",
            "points:int:fill=score",
            "level:int!:fill=age:check=level > -2",
            "code:string.9:unique",
        ],
        &[
            "add column users.score",
            "add column users.points",
            "add column users.level",
            "add check users_level_check to users",
            "add column users.code",
            "add unique constraint users_code_key to users",
        ],
        &[
            "pub struct Add4ColumnsToUsers;",
            "int(\"score\").default(0)",
            "int(\"points\").fill(\"score\")",
            ".fill(\"age\")",
            ".check(\"level > -2\")",
            "varchar(\"code\", 9).nullable().unique()",
        ],
    ),
    case(
        &[
            "add_column",
            "users",
            "mood:enum:glad:sad:default=glad",
            "boss_id:references:users:ondelete=set-null",
            "home:int:ref=tenants.id:index",
        ],
        &[
            "add column users.mood",
            "add column users.boss_id",
            "create index users_boss_id_idx on users",
            "add foreign key users_boss_id_fkey to users",
            "add column users.home",
            "create index users_home_idx on users",
            "add foreign key users_home_fkey to users",
        ],
        &[],
    ),
    case(
        &["AddPhoneToTenants", "phone:string"],
        &["add column tenants.phone"],
        &["pub struct AddPhoneToTenants;"],
    ),
    case(
        &["add_fax_and_web_to_tenants"],
        &["add column tenants.fax", "add column tenants.web"],
        &["varchar(\"fax\", 255).nullable()"],
    ),
    case(
        &["AddTimestampsToKinds"],
        &["add column kinds.created_at", "add column kinds.updated_at"],
        &[],
    ),
    case(
        &["add_column", "we\"ird `table\\", "a:text:fill='x'"],
        &["add column we\"ird `table\\.a"],
        &[".fill(\"'x'\")"],
    ),
    // add_reference
    case(
        &[
            "add_reference",
            "orders",
            "user!:fill=1",
            "--on-delete",
            "cascade",
        ],
        &[
            "add column orders.user_id",
            "create index orders_user_id_idx on orders",
            "add foreign key orders_user_id_fkey to orders",
        ],
        &[
            "pub struct AddUserRefToOrders;",
            "use super::m20261120_093004_create_users as users;",
            ".references(users::ID)",
            ".on_delete(Cascade)",
        ],
    ),
    case(
        &["add_reference", "orders", "seller:users:noindex"],
        &[
            "add column orders.seller_id",
            "add foreign key orders_seller_id_fkey to orders",
        ],
        &["big_int(\"seller_id\")"],
    ),
    case(
        &["AddTenantRefToOrders"],
        &[
            "add column orders.tenant_id",
            "create index orders_tenant_id_idx on orders",
            "add foreign key orders_tenant_id_fkey to orders",
        ],
        &["int(\"tenant_id\")", ".references(tenants::ID)"],
    ),
];
