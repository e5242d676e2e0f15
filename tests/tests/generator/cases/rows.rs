//! Rows, SQL, and what is dropped at the end.

use super::{Case, case};

pub(super) const CASES: &[Case] = &[
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
        &["backfill", "users", "level=level + 1", "--batched"],
        &["backfill users.level"],
        &[".set(\"level\", \"level + 1\").batched();"],
    ),
    case(
        &["ensure", "users", "level >= 0"],
        &["ensure that rows of users meet: level >= 0"],
        &[
            "schema.ensure(\"users\", \"level >= 0\");",
            "pub struct EnsureLevelInUsers;",
        ],
    ),
    case(
        &[
            "data_migration",
            "walk_phones",
            "--table",
            "users",
            "--batched",
        ],
        &["run data code walk_phones over users in batches"],
        &[
            "async fn walk_phones(db: &mut dyn DataConnection, batch: &Batch)",
            ".data_in_batches(\"users\", walk_phones)",
            "UPDATE users SET",
        ],
    ),
    case(
        &[
            "data_migration",
            "walk_weird",
            "--table",
            "we\"ird `table\\",
            "--batched",
        ],
        &["run data code walk_weird over we\"ird `table\\ in batches"],
        &["r#\"we\"ird `table\\\"#"],
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
