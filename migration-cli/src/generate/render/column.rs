use migration_core::operation::{ExistingRows, enumeration_name};
use migration_core::schema::{Column, ColumnType, ForeignKey, ReferentialAction, SqlText};

use super::{Scope, default, literal};

/// What is written behind a column instead of in a statement of its own.
#[derive(Debug, Default)]
pub(super) struct Companions<'a> {
    pub(super) unique: bool,
    pub(super) index: bool,
    pub(super) checks: Vec<&'a SqlText>,
    pub(super) foreign_key: Option<&'a ForeignKey>,
}

/// `varchar("title", 200).nullable()`
pub(super) fn column(
    table: &str,
    column: &Column,
    rows: &ExistingRows,
    companions: &Companions<'_>,
    scope: &mut Scope<'_>,
) -> String {
    let mut out = constructor(table, column);
    if column.is_identity() {
        out.push_str(".identity()");
    }
    if column.nullable {
        out.push_str(".nullable()");
    }
    if let Some(value) = &column.default {
        out.push_str(&format!(".default({})", default::typed(&column.ty, value)));
    }
    match rows {
        ExistingRows::Default => {}
        ExistingRows::Fill(sql) => out.push_str(&format!(".fill({})", literal::sql(sql))),
        ExistingRows::MustBeEmpty => out.push_str(".empty_table()"),
    }
    if companions.unique {
        out.push_str(".unique()");
    }
    if companions.index {
        out.push_str(".index()");
    }
    for check in &companions.checks {
        out.push_str(&format!(".check({})", literal::sql(check)));
    }
    if let Some(key) = companions.foreign_key {
        out.push_str(&references(column, key, scope));
    }
    out
}

fn references(column: &Column, key: &ForeignKey, scope: &mut Scope<'_>) -> String {
    let (other, other_column) = (&key.references_table, key.references_columns[0].as_str());
    let own = scope
        .constants
        .name(other, other_column)
        .filter(|constant| constant.kind == kind(&column.ty))
        .map(|constant| constant.name.clone());
    let path = own.or_else(|| scope.imports.key(other, other_column, Some(&column.ty)));
    let mut out = match path {
        Some(path) => format!(".references({path})"),
        None => format!(
            ".references_column({}, {})",
            literal::string(other),
            literal::string(other_column)
        ),
    };
    out.push_str(&actions(key));
    out
}

/// `.on_delete(Cascade).on_update(…)`, the default left out.
pub(super) fn actions(key: &ForeignKey) -> String {
    let mut out = String::new();
    for (method, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        if action != ReferentialAction::default() {
            out.push_str(&format!(".{method}({})", action_name(action)));
        }
    }
    out
}

const fn action_name(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::NoAction => "NoAction",
        ReferentialAction::Restrict => "Restrict",
        ReferentialAction::Cascade => "Cascade",
        ReferentialAction::SetNull => "SetNull",
        ReferentialAction::SetDefault => "SetDefault",
    }
}

fn constructor(table: &str, column: &Column) -> String {
    let name = literal::string(&column.name);
    match &column.ty {
        ColumnType::Enumeration(of) => {
            let (ty, values) = (&of.name, &of.values);
            let named = if *ty == enumeration_name(table, &column.name) {
                String::new()
            } else {
                format!(".type_name({})", literal::string(ty))
            };
            format!("enumeration({name}, {}){named}", literal::strings(values))
        }
        ty => {
            let (function, arguments) = call(ty);
            let comma = if arguments.is_empty() { "" } else { ", " };
            format!("{function}({name}{comma}{arguments})")
        }
    }
}

/// `types::varchar(20)`
pub(super) fn bare_type(ty: &ColumnType) -> String {
    let (function, arguments) = call(ty);
    format!("types::{function}({arguments})")
}

/// The function for a type, and its arguments behind the name.
fn call(ty: &ColumnType) -> (&'static str, String) {
    match ty {
        ColumnType::SmallInt => ("small_int", String::new()),
        ColumnType::Int => ("int", String::new()),
        ColumnType::BigInt => ("big_int", String::new()),
        ColumnType::Float => ("float", String::new()),
        ColumnType::Double => ("double", String::new()),
        ColumnType::Decimal { precision, scale } => ("decimal", format!("{precision}, {scale}")),
        ColumnType::Boolean => ("boolean", String::new()),
        ColumnType::Char(n) => ("char", n.to_string()),
        ColumnType::Varchar(n) => ("varchar", n.to_string()),
        ColumnType::Text => ("text", String::new()),
        ColumnType::Binary => ("binary", String::new()),
        ColumnType::Date => ("date", String::new()),
        ColumnType::Time(6) => ("time", String::new()),
        ColumnType::Timestamp(6) => ("timestamp", String::new()),
        ColumnType::TimestampTz(6) => ("timestamp_tz", String::new()),
        ColumnType::Time(p) => ("time_with", p.to_string()),
        ColumnType::Timestamp(p) => ("timestamp_with", p.to_string()),
        ColumnType::TimestampTz(p) => ("timestamp_tz_with", p.to_string()),
        ColumnType::UnsignedSmallInt => ("unsigned_small_int", String::new()),
        ColumnType::UnsignedInt => ("unsigned_int", String::new()),
        ColumnType::UnsignedBigInt => ("unsigned_big_int", String::new()),
        ColumnType::Interval => ("interval", String::new()),
        ColumnType::Inet => ("inet", String::new()),
        ColumnType::Cidr => ("cidr", String::new()),
        ColumnType::MacAddr => ("mac_addr", String::new()),
        ColumnType::Bit(n) => ("bit", n.to_string()),
        ColumnType::BitVarying(n) => ("bit_varying", n.to_string()),
        ColumnType::Range(of) => ("range", format!("RangeOf::{of:?}")),
        ColumnType::Array(of) => ("array", bare_type(of)),
        ColumnType::Json => ("json", String::new()),
        ColumnType::Jsonb => ("jsonb", String::new()),
        ColumnType::Uuid => ("uuid", String::new()),
        ColumnType::Enumeration(of) => (
            "enumeration",
            format!(
                "{}, {}",
                literal::string(&of.name),
                literal::strings(&of.values)
            ),
        ),
        ColumnType::Named(name) => ("named", literal::string(name)),
        ColumnType::Custom(sql) => ("custom", literal::sql(sql)),
    }
}

/// The kind of a column: the `T` of `Column<T>` and `Key<T>`.
pub(super) const fn kind(ty: &ColumnType) -> &'static str {
    match ty {
        ColumnType::SmallInt => "SmallInt",
        ColumnType::Int => "Int",
        ColumnType::BigInt => "BigInt",
        ColumnType::Float => "Float",
        ColumnType::Double => "Double",
        ColumnType::Decimal { .. } => "Decimal",
        ColumnType::Boolean => "Boolean",
        ColumnType::Char(_) => "Char",
        ColumnType::Varchar(_) => "Varchar",
        ColumnType::Text => "Text",
        ColumnType::Binary => "Binary",
        ColumnType::Date => "Date",
        ColumnType::Time(_) => "Time",
        ColumnType::Timestamp(_) => "Timestamp",
        ColumnType::TimestampTz(_) => "TimestampTz",
        ColumnType::UnsignedSmallInt => "UnsignedSmallInt",
        ColumnType::UnsignedInt => "UnsignedInt",
        ColumnType::UnsignedBigInt => "UnsignedBigInt",
        ColumnType::Interval => "Interval",
        ColumnType::Inet => "Inet",
        ColumnType::Cidr => "Cidr",
        ColumnType::MacAddr => "MacAddr",
        ColumnType::Bit(_) => "Bit",
        ColumnType::BitVarying(_) => "BitVarying",
        ColumnType::Range(_) => "Range",
        ColumnType::Array(_) => "Array",
        ColumnType::Json => "Json",
        ColumnType::Jsonb => "Jsonb",
        ColumnType::Uuid => "Uuid",
        ColumnType::Named(_) => "Named",
        ColumnType::Enumeration(_) => "Enumeration",
        ColumnType::Custom(_) => "Custom",
    }
}
