//! The cases, each built on the schema that those before it leave.

use migration_core::schema::DialectName;

/// Words and flags, and what they mean.
pub(crate) struct Case {
    pub(crate) words: &'static [&'static str],
    /// What each operation does.
    pub(crate) does: &'static [&'static str],
    /// Texts that stand in the source.
    pub(crate) source: &'static [&'static str],
    /// Servers that cannot do it.
    pub(crate) not_on: &'static [DialectName],
    /// There is no way back.
    pub(crate) irreversible: bool,
}

const fn case(
    words: &'static [&'static str],
    does: &'static [&'static str],
    source: &'static [&'static str],
) -> Case {
    Case {
        words,
        does,
        source,
        not_on: &[],
        irreversible: false,
    }
}

const fn not_on_mysql(
    words: &'static [&'static str],
    does: &'static [&'static str],
    source: &'static [&'static str],
) -> Case {
    Case {
        not_on: &[DialectName::Mysql],
        ..case(words, does, source)
    }
}

pub(crate) const CASES: &[Case] = &[
    // The one without a way back comes first, so that all others can be undone.
    Case {
        irreversible: true,
        ..case(
            &["sql", "one_way", "SELECT 1"],
            &["run SQL: SELECT 1"],
            &["pub struct OneWay;", "schema.sql(\"SELECT 1\");"],
        )
    },
    // create_table
    case(
        &["create_table", "tenants", "name:string.80!", "--id", "int"],
        &["create table tenants"],
        &[
            "/// Creates the table `tenants`.",
            "pub struct CreateTenants;",
            "pub const ID: Key<Int> = Key::new(\"tenants\", \"id\");",
            "t.int_id();",
            "t.column(varchar(\"name\", 80));",
            "t.timestamps();",
        ],
    ),
    case(
        &[
            "create_table",
            "users",
            "email:string.120:unique",
            "name:string?",
            "age:smallint:default=18:check=age >= 0",
            "active:bool:default=true",
            "tenant:references:ondelete=cascade",
            "nick^",
            "--soft-delete",
        ],
        &["create table users"],
        &[
            "use super::m20261120_093001_create_tenants as tenants;",
            "t.id();",
            "varchar(\"email\", 120).unique()",
            "varchar(\"name\", 255).nullable()",
            ".default(18)",
            ".check(\"age >= 0\")",
            ".references(tenants::ID)",
            ".on_delete(Cascade)",
            "varchar(\"nick\", 255).unique()",
            "t.soft_delete();",
        ],
    ),
    case(
        &[
            "create_table",
            "kinds",
            "a:smallint",
            "b:int",
            "c:bigint",
            "d:float",
            "e:double",
            "f:decimal.12.4",
            "g:bool",
            "h:char.2",
            "i:string",
            "j:string{20}",
            "k:text",
            "l:bytes",
            "m:date",
            "n:time",
            "o:timestamp",
            "p:timestamptz",
            "q:json",
            "r:jsonb",
            "s:uuid",
            "t:enum:x:y",
            "u:custom(INTEGER)",
            "--id",
            "uuid",
            "--no-timestamps",
        ],
        &["create table kinds"],
        &[
            "t.uuid_id();",
            "pub const ID: Key<Uuid>",
            "decimal(\"f\", 12, 4)",
            "enumeration(\"t\", [\"x\", \"y\"])",
            "custom(\"u\", \"INTEGER\")",
        ],
    ),
    case(
        &[
            "create_table",
            "defaults",
            "a:smallint:default=-1",
            "b:int:default=2",
            "c:bigint:default=9000000000",
            "d:float:default=0.5",
            "e:double:default=1",
            "f:decimal.12.2:default=0.10",
            "g:bool:default=false",
            "h:char.2:default=ab",
            "i:string:default='it''s'",
            "j:text:default=",
            "m:date:default=2026-11-20",
            "n:time:default='12:30:00'",
            "o:timestamp:default=now",
            "p:timestamptz:default=now",
            "q:json:default={}",
            "s:uuid:default=random",
            "t:enum:x:y:default=y",
            "u:int:default=sql(1 + 1)",
            "v:date:default=now",
        ],
        &["create table defaults"],
        &[
            ".default(-1)",
            ".default(9000000000)",
            ".default(0.5)",
            ".default(1.0)",
            ".default(\"0.10\")",
            ".default(\"it's\")",
            ".default(\"\")",
            ".default(now())",
            ".default(random_uuid())",
            ".default(sql(\"1 + 1\"))",
        ],
    ),
    case(
        &[
            "create_table",
            "memberships",
            "tenant:references",
            "user:references!",
            "role:string.20:null",
            "--primary-key",
            "tenant_id,user_id",
            "--no-timestamps",
        ],
        &["create table memberships"],
        &[
            "t.primary_key([\"tenant_id\", \"user_id\"]);",
            "big_int(\"user_id\")",
        ],
    ),
    case(
        &["create_table", "settings", "key:string.40:pk", "value:text"],
        &["create table settings"],
        &[
            "pub const KEY: Key<Varchar> = Key::new(\"settings\", \"key\");",
            "t.primary_key(\"key\");",
        ],
    ),
    case(
        &[
            "create_table",
            "categories",
            "parent:references:categories:ondelete=set_null",
            "name:string:index",
            "--on-update",
            "cascade",
        ],
        &["create table categories"],
        &[
            "big_int(\"parent_id\")",
            ".nullable()",
            ".references(ID)",
            ".on_delete(SetNull)",
            ".on_update(Cascade)",
            "varchar(\"name\", 255).index()",
        ],
    ),
    case(
        &["create_table", "logs", "message:text", "--id", "none"],
        &["create table logs"],
        &["t.column(text(\"message\"));"],
    ),
    case(
        &[
            "create_table",
            "we\"ird `table\\",
            "or der:int",
            "gr\"oup:string:default='it''s \"x\" \\ ünï'",
            "sel`ect:int:index:unique",
            "line:string:default=a\nb",
        ],
        &["create table we\"ird `table\\"],
        &["pub struct CreateWeIrdTable;", "r#\"we\"ird `table\\\"#"],
    ),
    case(
        &[
            "CreateOrders",
            "total:decimal.10.2",
            "placed_at:timestamptz:default=now",
            "group:int",
            "--no-timestamps",
        ],
        &["create table orders"],
        &["pub struct CreateOrders;"],
    ),
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
            "use super::m20261120_093002_create_users as users;",
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
    // rows
    case(
        &[
            "backfill",
            "users",
            "level=level + 1",
            "code='x'",
            "--where",
            "level < 0",
        ],
        &["backfill users.level, code"],
        &[".set(\"level\", \"level + 1\")", ".filter(\"level < 0\")"],
    ),
    case(
        &["data_migration", "normalise_phones", "--table", "users"],
        &["run data code normalise_phones"],
        &[
            "async fn normalise_phones(db: &mut dyn DataConnection)",
            "schema.data(normalise_phones).nothing_to_reverse();",
            "UPDATE users SET",
        ],
    ),
    case(
        &["data", "type"],
        &["run data code type_"],
        &["async fn type_("],
    ),
    case(
        &["sql", "later"],
        &["run SQL: SELECT 1"],
        &[
            "// Your SQL goes here.",
            "schema.sql(\"SELECT 1\").nothing_to_reverse();",
        ],
    ),
    case(
        &[
            "sql",
            "both_ways",
            "UPDATE items SET sku = 'a\"b'",
            "--reverse",
            "UPDATE items SET sku = ''",
        ],
        &["run SQL: UPDATE items SET sku = 'a\"b'"],
        &[".reverse("],
    ),
    case(
        &["sql", "each", "--per-dialect"],
        &["run SQL: SELECT 1"],
        &[
            "by_dialect()",
            ".sqlite(\"SELECT 1\")",
            ".postgres(\"SELECT 1\")",
            ".mysql(\"SELECT 1\")",
        ],
    ),
    case(
        &[
            "sql",
            "each_back",
            "SELECT 2",
            "--reverse",
            "SELECT 3",
            "--per-dialect",
        ],
        &["run SQL: SELECT 2"],
        &[],
    ),
    case(
        &["empty", "migration"],
        &[],
        &["pub struct MigrationMigration;"],
    ),
    case(
        &["empty", "Re-organise 2 things", "--as", "2nd_try"],
        &[],
        &["pub struct M2ndTry;"],
    ),
    // drop
    case(
        &["drop_column", "users", "score"],
        &["drop column users.score"],
        &["schema.drop_column(\"users\", \"score\");"],
    ),
    case(
        &["RemoveBossIdFromUsers"],
        &["drop column users.boss_id"],
        &[],
    ),
    case(
        &["drop_check", "tenants", "fax"],
        &["drop check tenants_fax_check of tenants"],
        &[],
    ),
    case(
        &["drop_column", "tenants", "fax", "web:string"],
        &["drop column tenants.fax", "drop column tenants.web"],
        &["pub struct DropFaxAndWebFromTenants;"],
    ),
    case(
        &["drop_table", "items"],
        &["drop table items"],
        &["schema.drop_table(\"items\");"],
    ),
    case(&["DropSettingsTable"], &["drop table settings"], &[]),
    case(
        &["drop_table", "we\"ird `table\\"],
        &["drop table we\"ird `table\\"],
        &["pub struct DropWeIrdTable;"],
    ),
];
