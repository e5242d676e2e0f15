//! Every template: what it is called, which flags it takes, how it is written.

use super::Facts;

/// Makes the enum of all templates, their order and their facts out of one list.
macro_rules! templates {
    ($($group:literal { $(
        $variant:ident: $name:literal, $others:tt, $flags:tt,
            $usage:literal,
            $example:literal;
    )* })*) => {
        /// What a migration can be generated for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(
            missing_docs,
            reason = "the names say it; `usage` says how each is written"
        )]
        pub enum Template {
            $($($variant,)*)*
        }

        impl Template {
            /// Every template, in the order that listings use.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            pub(super) const fn facts(self) -> Facts {
                match self {
                    $($(Self::$variant => Facts {
                        group: $group,
                        name: $name,
                        others: &$others,
                        flags: &$flags,
                        usage: $usage,
                        example: $example,
                    },)*)*
                }
            }
        }
    };
}

templates! {
    "tables" {
        CreateTable: "create_table", ["new_table", "table"], ["soft-delete", "no-timestamps", "touch", "id", "primary-key", "unique-together", "on-delete", "on-update"],
            "create_table TABLE [FIELD…] [--soft-delete] [--touch] [--no-timestamps] [--id big|int|uuid|ulid|none] [--primary-key a,b] [--unique-together a,b]",
            "create_table posts title:string.200 body:text user:references";
        JoinTable: "join_table", ["create_join_table", "add_join_table"], ["on-delete", "on-update", "name"],
            "join_table TABLE OTHER_TABLE [FIELD…] [--name TABLE]",
            "join_table users groups role:string.20";
        DropTable: "drop_table", ["remove_table", "delete_table"], [],
            "drop_table TABLE",
            "drop_table posts";
        RenameTable: "rename_table", [], [],
            "rename_table TABLE NEW_NAME",
            "rename_table posts articles";
        CommentOn: "comment", ["set_comment", "comment_on", "add_comment"], [],
            "comment TABLE[.COLUMN] TEXT",
            "comment users.email 'where receipts go'";
    }
    "columns" {
        AddColumn: "add_column", ["add_columns", "add_field", "add_fields"], ["on-delete", "on-update"],
            "add_column TABLE FIELD…",
            "add_column users phone:string.20:index";
        DropColumn: "drop_column", ["drop_columns", "remove_column", "remove_columns", "delete_column", "remove_field"], [],
            "drop_column TABLE COLUMN…",
            "drop_column users phone";
        RenameColumn: "rename_column", ["rename_field"], [],
            "rename_column TABLE COLUMN NEW_NAME",
            "rename_column users email email_address";
        ChangeColumn: "change_column", ["modify_column", "alter_column", "alter_field", "change_columns"], ["using", "on-delete", "on-update"],
            "change_column TABLE FIELD… [--using SQL]",
            "change_column users age:bigint:required";
        AddReference: "add_reference", ["add_references", "add_ref", "add_belongs_to"], ["on-delete", "on-update"],
            "add_reference TABLE NAME[:OTHER_TABLE][:MOD…] [--on-delete ACTION]",
            "add_reference posts user --on-delete cascade";
        AddTimestamps: "add_timestamps", ["timestamps"], ["touch"],
            "add_timestamps TABLE [--touch]",
            "add_timestamps users";
        AddSoftDelete: "add_soft_delete", ["soft_delete"], [],
            "add_soft_delete TABLE",
            "add_soft_delete users";
    }
    "indexes" {
        AddIndex: "add_index", ["create_index", "index"], ["unique", "name", "where", "include", "method", "concurrently"],
            "add_index TABLE COLUMN[:desc]… [--unique] [--name NAME] [--where SQL] [--include COLUMNS] [--method METHOD] [--concurrently]",
            "add_index users email --unique";
        DropIndex: "drop_index", ["remove_index", "delete_index"], ["name", "concurrently"],
            "drop_index TABLE COLUMN… | --name NAME [--concurrently]",
            "drop_index users email";
        RenameIndex: "rename_index", [], [],
            "rename_index TABLE NAME NEW_NAME",
            "rename_index users users_email_idx users_by_email";
    }
    "keys and constraints" {
        AddPrimaryKey: "add_primary_key", ["create_primary_key", "primary_key"], ["name"],
            "add_primary_key TABLE COLUMN… [--name NAME]",
            "add_primary_key visits user_id day";
        DropPrimaryKey: "drop_primary_key", ["remove_primary_key"], [],
            "drop_primary_key TABLE",
            "drop_primary_key visits";
        AddForeignKey: "add_foreign_key", ["create_foreign_key", "add_fk", "foreign_key"], ["name", "on-delete", "on-update", "not-valid"],
            "add_foreign_key TABLE COLUMN OTHER_TABLE[.COLUMN] [--on-delete ACTION] [--on-update ACTION] [--name NAME] [--not-valid]",
            "add_foreign_key posts author_id users --on-delete cascade";
        DropForeignKey: "drop_foreign_key", ["remove_foreign_key", "delete_foreign_key", "drop_fk", "remove_fk"], ["name"],
            "drop_foreign_key TABLE COLUMN | --name NAME",
            "drop_foreign_key posts author_id";
        AddUnique: "add_unique", ["add_unique_constraint", "create_unique", "create_unique_constraint"], ["name"],
            "add_unique TABLE COLUMN… [--name NAME]",
            "add_unique users tenant_id email";
        DropUnique: "drop_unique", ["drop_unique_constraint", "remove_unique", "remove_unique_constraint"], ["name"],
            "drop_unique TABLE COLUMN… | --name NAME",
            "drop_unique users tenant_id email";
        AddCheckConstraint: "add_check_constraint", ["add_check", "create_check", "create_check_constraint"], ["name", "not-valid"],
            "add_check_constraint TABLE SQL [--name NAME] [--not-valid]",
            "add_check_constraint products 'price > 0' --name price_positive";
        DropCheckConstraint: "drop_check_constraint", ["drop_check", "remove_check", "remove_check_constraint"], ["name"],
            "drop_check_constraint TABLE NAME",
            "drop_check_constraint products price_positive";
        AddExclusion: "add_exclusion", ["add_exclusion_constraint"], ["name", "method", "where"],
            "add_exclusion TABLE COLUMN:OPERATOR… [--method gist] [--where SQL] [--name NAME]",
            "add_exclusion bookings room_id:= 'during:&&' --method gist";
        DropExclusion: "drop_exclusion", ["drop_exclusion_constraint", "remove_exclusion"], ["name"],
            "drop_exclusion TABLE NAME",
            "drop_exclusion bookings bookings_room_id_during_excl";
        RenameConstraint: "rename_constraint", [], [],
            "rename_constraint TABLE NAME NEW_NAME",
            "rename_constraint users users_email_key users_email_unique";
        ValidateConstraint: "validate_constraint", ["validate"], [],
            "validate_constraint TABLE NAME",
            "validate_constraint products price_positive";
    }
    "views, functions and triggers" {
        CreateView: "create_view", ["add_view", "view"], ["sql", "materialized"],
            "create_view NAME SELECT | --sql [DIALECT=]FILE… [--materialized]",
            "create_view adults 'SELECT id FROM users WHERE age >= 18'";
        ReplaceView: "replace_view", ["update_view", "change_view"], ["sql"],
            "replace_view NAME SELECT | --sql [DIALECT=]FILE…",
            "replace_view adults 'SELECT id FROM users WHERE age >= 21'";
        DropView: "drop_view", ["remove_view"], [],
            "drop_view NAME",
            "drop_view adults";
        RefreshView: "refresh_view", ["refresh", "refresh_materialized_view"], ["concurrently"],
            "refresh_view NAME [--concurrently]",
            "refresh_view daily_sales";
        CreateFunction: "create_function", ["add_function"], ["sql"],
            "create_function NAME[(TYPES)] SQL | --sql [DIALECT=]FILE…",
            "create_function total --sql postgres=sql/total.sql";
        ReplaceFunction: "replace_function", ["update_function", "change_function"], ["sql"],
            "replace_function NAME[(TYPES)] SQL | --sql [DIALECT=]FILE…",
            "replace_function total --sql postgres=sql/total.sql";
        DropFunction: "drop_function", ["remove_function"], [],
            "drop_function NAME[(TYPES)]",
            "drop_function total";
        CreateTrigger: "create_trigger", ["add_trigger"], ["sql"],
            "create_trigger NAME TABLE SQL | --sql [DIALECT=]FILE…",
            "create_trigger users_audit users --sql sqlite=sql/users_audit.sql";
        DropTrigger: "drop_trigger", ["remove_trigger"], [],
            "drop_trigger NAME TABLE",
            "drop_trigger users_audit users";
    }
    "types and the like" {
        CreateEnum: "create_enum", ["create_enumeration", "add_enum"], [],
            "create_enum NAME VALUE…",
            "create_enum mood sad happy";
        DropEnum: "drop_enum", ["drop_enumeration", "remove_enum"], [],
            "drop_enum NAME",
            "drop_enum mood";
        AddEnumValue: "add_enum_value", ["add_enumeration_value"], ["before", "after"],
            "add_enum_value NAME|TABLE.COLUMN VALUE [--before VALUE | --after VALUE]",
            "add_enum_value mood content --before happy";
        RenameEnumValue: "rename_enum_value", ["rename_enumeration_value"], [],
            "rename_enum_value NAME VALUE NEW_VALUE",
            "rename_enum_value mood sad blue";
        CreateSequence: "create_sequence", ["add_sequence"], ["start", "increment"],
            "create_sequence NAME [--start N] [--increment N]",
            "create_sequence invoice_numbers --start 1000";
        DropSequence: "drop_sequence", ["remove_sequence"], [],
            "drop_sequence NAME",
            "drop_sequence invoice_numbers";
        CreateExtension: "create_extension", ["enable_extension", "add_extension"], [],
            "create_extension NAME…",
            "create_extension pg_trgm";
        DropExtension: "drop_extension", ["disable_extension", "remove_extension"], [],
            "drop_extension NAME…",
            "drop_extension pg_trgm";
        CreateSchema: "create_schema", ["add_schema"], [],
            "create_schema NAME",
            "create_schema billing";
        DropSchema: "drop_schema", ["remove_schema"], [],
            "drop_schema NAME",
            "drop_schema billing";
    }
    "rows and code" {
        Insert: "insert", ["seed", "insert_rows", "add_rows"], [],
            "insert TABLE COLUMN,COLUMN… VALUE,VALUE… …",
            "insert roles id,name 1,admin 2,reader";
        Backfill: "backfill", [], ["where", "batched"],
            "backfill TABLE COLUMN=SQL… [--where SQL] [--batched]",
            "backfill users \"status='active'\" --where is_active --batched";
        Ensure: "ensure", ["assert", "require"], [],
            "ensure TABLE SQL",
            "ensure users 'email IS NOT NULL'";
        DataMigration: "data_migration", ["data"], ["table", "batched"],
            "data_migration NAME [--table TABLE] [--batched]",
            "data_migration normalise_phones --table users --batched";
        Sql: "sql", ["raw_sql", "execute"], ["per-dialect", "reverse"],
            "sql NAME [SQL] [--reverse SQL] [--per-dialect]",
            "sql lower_emails 'UPDATE users SET email = lower(email)'";
        Empty: "empty", ["blank"], [],
            "empty NAME",
            "empty reorganise_billing";
    }
}
