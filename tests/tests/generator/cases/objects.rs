//! What stands beside tables, and what a table has beside columns.

use migration_core::schema::DialectName::{Mysql, Sqlite};

use super::{Case, case};

/// A case that PostgreSQL alone can.
const fn postgres(
    words: &'static [&'static str],
    does: &'static [&'static str],
    source: &'static [&'static str],
) -> Case {
    Case {
        not_on: &[Sqlite, Mysql],
        ..case(words, does, source)
    }
}

pub(super) const CASES: &[Case] = &[
    case(
        &[
            "create_table",
            "parcels",
            "sender:string.40",
            "grams:int",
            "--id",
            "ulid",
        ],
        &["create table parcels"],
        &["t.ulid_id();", "pub const ID: Key<Char>"],
    ),
    case(
        &[
            "create_table",
            "routes",
            "name:string.40:unique",
            "--no-timestamps",
        ],
        &["create table routes"],
        &[],
    ),
    // Joined tables.
    case(
        &["join_table", "parcels", "routes", "leg:int:default=1"],
        &["create table parcels_routes"],
        &[
            "/// Creates `parcels_routes`, which joins `parcels` and `routes`.",
            "schema.create_join_table(",
            "char(\"parcel_id\", 26)",
            "big_int(\"route_id\")",
            ".on_delete(Cascade)",
        ],
    ),
    case(
        &["CreateJoinTableRoutesParcels"],
        &["create table routes_parcels"],
        &["pub struct CreateJoinTableRoutesParcels;"],
    ),
    // Times.
    case(
        &["add_timestamps", "routes", "--touch"],
        &[
            "add column routes.created_at",
            "add column routes.updated_at",
        ],
        &[
            "timestamp_tz(\"created_at\").default(now())",
            ".touched_on_update()",
        ],
    ),
    case(
        &["AddSoftDeleteToRoutes"],
        &["add column routes.deleted_at"],
        &["timestamp_tz(\"deleted_at\").nullable()"],
    ),
    // Comments.
    case(
        &["comment", "routes", "where \"parcels\" go"],
        &["alter table routes"],
        &["t.set_comment(r#\"where \"parcels\" go\"#);"],
    ),
    case(
        &["comment", "routes.name", "as drivers know it"],
        &["alter column routes.name"],
        &["c.set_comment(\"as drivers know it\");"],
    ),
    // Names.
    case(
        &["add_index", "parcels", "grams", "sender:desc"],
        &["create index parcels_grams_sender_idx on parcels"],
        &[],
    ),
    case(
        &[
            "rename_index",
            "parcels",
            "parcels_grams_sender_idx",
            "by_weight",
        ],
        &["rename index parcels_grams_sender_idx of parcels to by_weight"],
        &["schema.rename_index(\"parcels\", \"parcels_grams_sender_idx\", \"by_weight\");"],
    ),
    case(
        &[
            "rename_constraint",
            "routes",
            "routes_name_key",
            "route_names",
        ],
        &["rename constraint routes_name_key of routes to route_names"],
        &["schema.rename_constraint(\"routes\", \"routes_name_key\", \"route_names\");"],
    ),
    // Keys.
    case(
        &["drop_primary_key", "routes_parcels"],
        &["drop primary key of routes_parcels"],
        &["schema.drop_primary_key(\"routes_parcels\");"],
    ),
    case(
        &["add_primary_key", "routes_parcels", "parcel_id", "route_id"],
        &["add primary key to routes_parcels"],
        &["schema.add_primary_key(\"routes_parcels\", [\"parcel_id\", \"route_id\"]);"],
    ),
    // Rows.
    case(
        &[
            "insert",
            "routes",
            "name,deleted_at",
            "north,null",
            "\"south, then east\",2026-11-20 12:00:00",
        ],
        &["insert 2 row(s) into routes"],
        &["(\"north\", None)", "Some(\"2026-11-20 12:00:00\")"],
    ),
    // Views.
    case(
        &[
            "create_view",
            "heavy_parcels",
            "--sql",
            "tests/generator/sql/heavy_parcels.sql",
        ],
        &["create view heavy_parcels"],
        &[
            "schema.create_view(",
            "SELECT id, sender FROM parcels WHERE grams > 1000",
        ],
    ),
    case(
        &[
            "replace_view",
            "heavy_parcels",
            "SELECT id, sender FROM parcels WHERE grams > 2000",
        ],
        &["replace view heavy_parcels"],
        &["schema.replace_view("],
    ),
    case(
        &["CreateViewNamesOfRoutes", "SELECT name FROM routes"],
        &["create view names_of_routes"],
        &[],
    ),
    case(
        &["drop_view", "heavy_parcels"],
        &["drop view heavy_parcels"],
        &["schema.drop_view("],
    ),
    postgres(
        &[
            "create_view",
            "weights",
            "SELECT grams FROM parcels",
            "--materialized",
        ],
        &["create materialised view weights"],
        &["schema.create_materialized_view(\"weights\""],
    ),
    postgres(
        &["refresh_view", "weights"],
        &["refresh view weights"],
        &["schema.refresh_view(\"weights\");"],
    ),
    // Functions and triggers.
    postgres(
        &[
            "create_function",
            "total",
            "--sql",
            "postgres=tests/generator/sql/total.sql",
        ],
        &["create function total"],
        &["schema.create_function(", "by_dialect().postgres("],
    ),
    postgres(&["drop_function", "total"], &["drop function total"], &[]),
    case(
        &[
            "create_trigger",
            "parcels_seal",
            "parcels",
            "--sql",
            "sqlite=tests/generator/sql/parcels_sqlite.sql",
            "--sql",
            "mysql=tests/generator/sql/parcels_mysql.sql",
            "--sql",
            "postgres=tests/generator/sql/parcels_postgres.sql",
        ],
        &["create trigger parcels_seal of parcels"],
        &["schema.create_trigger("],
    ),
    case(
        &["drop_trigger", "parcels_seal", "parcels"],
        &["drop trigger parcels_seal of parcels"],
        &["schema.drop_trigger(\"parcels_seal\", \"parcels\");"],
    ),
    // Types.
    case(
        &["add_column", "parcels", "speed:named.speed:default=slow"],
        &["add column parcels.speed"],
        &["named(\"speed\", \"speed\")", ".default(\"slow\")"],
    ),
    case(
        &["rename_enum_value", "speed", "fast", "express"],
        &["rename value fast of enumeration speed to express"],
        &["schema.rename_enumeration_value(\"speed\", \"fast\", \"express\");"],
    ),
    case(
        &[
            "add_column",
            "parcels",
            "state:enum:packed:sent:default=packed",
        ],
        &["add column parcels.state"],
        &[],
    ),
    case(
        &["add_enum_value", "parcels.state", "lost"],
        &["alter column parcels.state"],
        &[
            "c.set_type(types::enumeration(",
            "[\"packed\", \"sent\", \"lost\"]",
        ],
    ),
    // PostgreSQL's own.
    postgres(
        &["create_schema", "archive"],
        &["create schema archive"],
        &["schema.create_schema(\"archive\");"],
    ),
    postgres(&["drop_schema", "archive"], &["drop schema archive"], &[]),
    Case {
        not_on: &[Sqlite],
        ..case(
            &[
                "create_sequence",
                "parcel_numbers",
                "--start",
                "100",
                "--increment",
                "5",
            ],
            &["create sequence parcel_numbers"],
            &["s.start = Some(100);", "s.increment = Some(5);"],
        )
    },
    postgres(
        &[
            "add_check",
            "parcels",
            "grams > 0",
            "--name",
            "has_weight",
            "--not-valid",
        ],
        &["add check has_weight to parcels"],
        &[".not_valid();"],
    ),
    postgres(
        &["validate_constraint", "parcels", "has_weight"],
        &["validate constraint has_weight of parcels"],
        &["schema.validate_constraint(\"parcels\", \"has_weight\");"],
    ),
    postgres(
        &[
            "create_table",
            "bookings",
            "during:range.timestamptz",
            "tags:string.20[]",
            "grid:array:int",
            "host:inet?",
            "took:interval?",
            "at:timestamptz.3",
        ],
        &["create table bookings"],
        &[
            "range(\"during\", RangeOf::TimestampTz)",
            "array(\"tags\", types::varchar(20))",
            "array(\"grid\", types::int())",
            "inet(\"host\").nullable()",
            "interval(\"took\").nullable()",
            "timestamp_tz_with(\"at\", 3)",
        ],
    ),
    postgres(
        &["add_exclusion", "bookings", "during:&&", "--method", "gist"],
        &["add exclusion constraint bookings_during_excl to bookings"],
        &[
            "exclusion(",
            "(asc(\"during\"), \"&&\")",
            ".method(\"gist\")",
        ],
    ),
    postgres(
        &["drop_exclusion", "bookings", "bookings_during_excl"],
        &["drop exclusion constraint bookings_during_excl of bookings"],
        &[],
    ),
    postgres(
        &["add_index", "bookings", "tags", "--method", "gin"],
        &["create index bookings_tags_idx on bookings"],
        &[".method(\"gin\")"],
    ),
    // What fields say beside their type.
    case(
        &[
            "create_table",
            "notes",
            "item:references.polymorphic",
            "price:money:default=0",
            "count:int:default=1:check=count > 0",
            "double_count:int?:generated=count * 2:stored",
            "code:ulid:comment=as on the label",
            "--touch",
        ],
        &["create table notes"],
        &[
            "t.polymorphic(\"item\");",
            "t.touched_timestamps();",
            "decimal(\"price\", 19, 4)",
            ".generated(\"count * 2\")",
            "char(\"code\", 26).comment(\"as on the label\")",
        ],
    ),
    Case {
        not_on: &[Sqlite, migration_core::schema::DialectName::Postgres],
        ..case(
            &[
                "add_column",
                "notes",
                "size:int:unsigned:default=3:after=count",
                "kind:string.10:charset=ascii:collate=ascii_bin:first",
            ],
            &["add column notes.size", "add column notes.kind"],
            &[
                "unsigned_int(\"size\").default(3)",
                ".after(\"count\");",
                ".charset(\"ascii\")",
                ".first();",
            ],
        )
    },
];
