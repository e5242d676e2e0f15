use migration_core::operation::{ExistingRows, enumeration_name};
use migration_core::schema::{Column, ColumnType, Enforcement, ForeignKey, SqlText};

use super::constraint::{actions, deferral};
use super::types::{call, kind};
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
    let Column {
        name: _,
        ty,
        nullable,
        default,
        identity,
        generated,
        collation,
        charset,
        touched_on_update,
        comment,
    } = column;
    let mut out = constructor(table, column);
    // These two want a column that is neither nullable nor has a default yet.
    if let Some(identity) = identity {
        out.push_str(&default::identity_method(identity));
    }
    if let Some(generated) = generated {
        let method = match generated.stored {
            true => "generated",
            false => "generated_virtual",
        };
        let sql = literal::sql(&generated.expression);
        out.push_str(&format!(".{method}({sql})"));
    }
    if *nullable {
        out.push_str(".nullable()");
    }
    if let Some(value) = default {
        out.push_str(&default::method(ty, value));
    }
    if let Some(collation) = collation {
        out.push_str(&format!(".collate({})", literal::sql(collation)));
    }
    if let Some(charset) = charset {
        out.push_str(&format!(".charset({})", literal::string(charset)));
    }
    if *touched_on_update {
        out.push_str(".touched_on_update()");
    }
    if let Some(comment) = comment {
        out.push_str(&format!(".comment({})", literal::string(comment)));
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
    out.push_str(deferral(key.deferrable));
    if key.enforcement == Enforcement::NewRows {
        out.push_str(".not_valid()");
    }
    out
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
