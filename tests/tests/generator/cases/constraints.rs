//! Indexes, foreign keys, checks and unique constraints.

use super::{Case, case, not_on_mysql};

pub(super) const CASES: &[Case] = &[
    // indexes
    case(
        &["add_index", "users", "full_name", "created_at:desc"],
        &["create index users_full_name_created_at_idx on users"],
        &["schema.add_index(\"users\", [asc(\"full_name\"), desc(\"created_at\")]);"],
    ),
    case(
        &[
            "add_index",
            "orders",
            "placed_at",
            "--unique",
            "--name",
            "one_a_moment",
        ],
        &["create index one_a_moment on orders"],
        &["index([\"placed_at\"]).unique().name(\"one_a_moment\")"],
    ),
    case(
        &["add_index", "kinds", "a", "b", "--concurrently"],
        &["create index kinds_a_b_idx on kinds"],
        &[".concurrently()"],
    ),
    not_on_mysql(
        &[
            "add_index",
            "users",
            "lower(email_address)",
            "age:desc",
            "--name",
            "by_mail",
        ],
        &["create index by_mail on users"],
        &["expression(\"lower(email_address)\")"],
    ),
    not_on_mysql(
        &[
            "add_index",
            "users",
            "email_address",
            "--where",
            "deleted_at IS NULL",
        ],
        &["create index users_email_address_idx on users"],
        &[".filter(\"deleted_at IS NULL\")"],
    ),
    not_on_mysql(
        &["drop_index", "users", "--name", "by_mail"],
        &["drop index by_mail of users"],
        &[],
    ),
    case(
        &["AddUniqueIndexToKindsOnM"],
        &["create index kinds_m_key on kinds"],
        &["index([\"m\"]).unique()"],
    ),
    case(
        &["drop_index", "users", "full_name", "created_at"],
        &["drop index users_full_name_created_at_idx of users"],
        &[],
    ),
    case(
        &["drop_index", "kinds", "kinds_a_b_idx", "--concurrently"],
        &["drop index kinds_a_b_idx of kinds"],
        &["schema.drop_index_concurrently(\"kinds\", \"kinds_a_b_idx\");"],
    ),
    case(
        &["RemoveIndexFromUsersOnMobile"],
        &["drop index users_phone_idx of users"],
        &[],
    ),
    // foreign keys
    case(
        &[
            "create_table",
            "items",
            "order_id:bigint",
            "tenant_id:int",
            "user_id:bigint",
            "sku:string.20",
        ],
        &["create table items"],
        &[],
    ),
    case(
        &[
            "add_foreign_key",
            "items",
            "order_id",
            "orders",
            "--on-delete",
            "cascade",
            "--on-update",
            "restrict",
        ],
        &["add foreign key items_order_id_fkey to items"],
        &[
            "foreign_key(\"order_id\")",
            ".references_key(orders::ID)",
            ".on_delete(Cascade)",
            ".on_update(Restrict)",
        ],
    ),
    case(
        &[
            "add_foreign_key",
            "items",
            "tenant_id,user_id",
            "memberships",
            "--name",
            "items_of_members",
        ],
        &["add foreign key items_of_members to items"],
        &[
            ".references(\"memberships\", [\"tenant_id\", \"user_id\"])",
            ".name(\"items_of_members\")",
        ],
    ),
    case(
        &["add_foreign_key", "items", "users"],
        &["add foreign key items_user_id_fkey to items"],
        &[],
    ),
    // MySQL would let both keys share the index that it makes for one of them.
    case(
        &["add_index", "items", "tenant_id", "user_id"],
        &["create index items_tenant_id_user_id_idx on items"],
        &[],
    ),
    case(
        &["add_foreign_key", "items.tenant_id", "tenants.id"],
        &["add foreign key items_tenant_id_fkey to items"],
        &[],
    ),
    case(
        &["drop_foreign_key", "items", "order_id"],
        &["drop foreign key items_order_id_fkey of items"],
        &[],
    ),
    case(
        &["drop_foreign_key", "items", "--name", "items_of_members"],
        &["drop foreign key items_of_members of items"],
        &[],
    ),
    case(
        &["RemoveForeignKeyFromItems", "users"],
        &["drop foreign key items_user_id_fkey of items"],
        &[],
    ),
    // checks and unique constraints
    case(
        &["add_check_constraint", "items", "sku <> ''"],
        &["add check items_sku_check to items"],
        &["schema.add_check(\"items\", \"items_sku_check\", \"sku <> ''\");"],
    ),
    case(
        &[
            "add_check_constraint",
            "items",
            "order_id > 0",
            "--name",
            "real_order",
        ],
        &["add check real_order to items"],
        &[],
    ),
    case(
        &["add_check", "items", "real_user", "user_id > 0"],
        &["add check real_user to items"],
        &[],
    ),
    case(
        &["drop_check_constraint", "items", "real_order"],
        &["drop check real_order of items"],
        &[],
    ),
    case(
        &["drop_check", "items", "user_id"],
        &["drop check real_user of items"],
        &[],
    ),
    case(
        &["add_unique", "items", "order_id", "sku"],
        &["add unique constraint items_order_id_sku_key to items"],
        &["schema.add_unique(\"items\", [\"order_id\", \"sku\"]);"],
    ),
    case(
        &["AddUniqueConstraintToItems", "sku", "--name", "one_sku"],
        &["add unique constraint one_sku to items"],
        &["unique([\"sku\"]).name(\"one_sku\")"],
    ),
    case(
        &["drop_unique", "items", "order_id", "sku"],
        &["drop unique constraint items_order_id_sku_key of items"],
        &[],
    ),
    case(
        &["drop_unique", "items", "--name", "one_sku"],
        &["drop unique constraint one_sku of items"],
        &[],
    ),
];
