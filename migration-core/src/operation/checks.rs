//! Checks that many operations share.

use std::fmt::Display;

use crate::schema::{
    Column, ColumnType, Deferrable, Enumeration, Index, IndexKey, IndexPart, Schema, Table,
};

pub(super) use super::name_checks::{
    free_constraint, free_index_name, free_name, name, own_names_differ, relation_name,
};
use super::values::{fits, has_texts};
use super::{SchemaError, nearest};

/// The table of this name, or the names it may have been meant for.
pub(super) fn table<'a>(schema: &'a Schema, name: &str) -> Result<&'a Table, SchemaError> {
    schema.table(name).ok_or_else(|| SchemaError::Unknown {
        kind: "table",
        name: name.to_owned(),
        table: None,
        nearest: nearest(name, schema.tables().map(|table| table.name.as_str())),
    })
}

/// The column of this name, or the names it may have been meant for.
pub(super) fn column<'a>(table: &'a Table, name: &str) -> Result<&'a Column, SchemaError> {
    table.column(name).ok_or_else(|| {
        unknown(
            table,
            "column",
            name,
            table.columns.iter().map(|column| column.name.as_str()),
        )
    })
}

/// The error for something that a table does not have.
pub(super) fn unknown<'a>(
    table: &Table,
    kind: &'static str,
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> SchemaError {
    SchemaError::Unknown {
        kind,
        name: name.to_owned(),
        table: Some(table.name.clone()),
        nearest: nearest(name, candidates),
    }
}

/// The index of this name, or the names it may have been meant for.
pub(super) fn index<'a>(table: &'a Table, name: &str) -> Result<&'a Index, SchemaError> {
    table.index(name).ok_or_else(|| {
        unknown(
            table,
            "index",
            name,
            table.indexes.iter().map(|index| index.name.as_str()),
        )
    })
}

/// Whether the table has a constraint of this name.
pub(super) fn constraint(table: &Table, name: &str) -> Result<(), SchemaError> {
    if table.constraint_names().any(|each| each == name) {
        return Ok(());
    }
    Err(unknown(table, "constraint", name, table.constraint_names()))
}

/// The names of all constraints of a table.
pub(super) fn constraint_names(table: &mut Table) -> impl Iterator<Item = &mut String> {
    let primary = table.primary_key.iter_mut().map(|key| &mut key.name);
    let uniques = table.uniques.iter_mut().map(|each| &mut each.name);
    let keys = table.foreign_keys.iter_mut().map(|each| &mut each.name);
    let checks = table.checks.iter_mut().map(|each| &mut each.name);
    let exclusions = table.exclusions.iter_mut().map(|each| &mut each.name);
    primary
        .chain(uniques)
        .chain(keys)
        .chain(checks)
        .chain(exclusions)
}

/// Columns that an index holds beside those it sorts by.
pub(super) fn included(
    table: &Table,
    what: impl Display,
    columns: &[String],
) -> Result<(), SchemaError> {
    match columns {
        [] => Ok(()),
        columns => column_list(table, format_args!("what {what} includes"), columns),
    }
}

/// A list of columns that a key, an index or a constraint names.
pub(super) fn column_list(
    table: &Table,
    what: impl Display,
    columns: &[impl AsRef<str> + PartialEq],
) -> Result<(), SchemaError> {
    let invalid = |problem: &str, help: &str| SchemaError::Invalid {
        what: what.to_string(),
        problem: problem.to_owned(),
        help: help.to_owned(),
    };
    if columns.is_empty() {
        return Err(invalid("names no column", "name at least one column"));
    }
    for (i, name) in columns.iter().enumerate() {
        column(table, name.as_ref())?;
        if columns[..i].contains(name) {
            return Err(invalid(
                &format!("names column {:?} twice", name.as_ref()),
                "name each column once",
            ));
        }
    }
    Ok(())
}

/// The values of an enumeration. `what` names what has them.
pub(super) fn values(what: &str, values: &[String]) -> Result<(), SchemaError> {
    let invalid = |problem: String, help: &str| {
        Err(SchemaError::Invalid {
            what: what.to_owned(),
            problem,
            help: help.to_owned(),
        })
    };
    if values.is_empty() {
        return invalid(
            "is an enumeration without values".to_owned(),
            "name at least one value",
        );
    }
    let twice = values
        .iter()
        .enumerate()
        .find(|(i, value)| values[..*i].contains(value));
    match twice {
        Some((_, value)) => invalid(
            format!("names the value {value:?} twice"),
            "name each value once",
        ),
        None => Ok(()),
    }
}

/// The enumeration that a type is, or an array of which it is.
fn enumeration(ty: &ColumnType) -> Option<&Enumeration> {
    match ty {
        ColumnType::Array(of) => enumeration(of),
        ty => ty.as_enumeration(),
    }
}

/// A column's own definition.
pub(super) fn definition(table: &str, column: &Column) -> Result<(), SchemaError> {
    name("column", &column.name)?;
    let invalid = |problem: String, help: &str| SchemaError::Invalid {
        what: format!("column {table}.{}", column.name),
        problem,
        help: help.to_owned(),
    };
    match &column.ty {
        // 65 digits and 30 behind the point are MySQL's limits, the smallest of the three:
        // https://dev.mysql.com/doc/refman/8.4/en/fixed-point-types.html
        ColumnType::Decimal { precision, scale }
            if *precision == 0 || scale > precision || *precision > 65 || *scale > 30 =>
        {
            return Err(invalid(
                format!("cannot be decimal({precision},{scale})"),
                "give 1 to 65 digits, and no more than 30 of them, nor more than all, behind the point",
            ));
        }
        ColumnType::Char(0) | ColumnType::Varchar(0) => {
            return Err(invalid(
                "has a length of 0".to_owned(),
                "give a length of at least 1",
            ));
        }
        ColumnType::Enumeration(of) => {
            name("enumeration", &of.name)?;
            values(&format!("column {table}.{}", column.name), &of.values)?;
        }
        _ => {}
    }
    if enumeration(&column.ty).is_some_and(|of| of.comment.is_some()) {
        return Err(invalid(
            "is of an enumeration of its own, which has a comment".to_owned(),
            "give the column the comment, or create the enumeration by itself with \
             `create_enumeration` and give the column its type with `named`",
        ));
    }
    if column.is_identity()
        && !matches!(
            column.ty,
            ColumnType::SmallInt
                | ColumnType::Int
                | ColumnType::BigInt
                | ColumnType::UnsignedSmallInt
                | ColumnType::UnsignedInt
                | ColumnType::UnsignedBigInt
        )
    {
        return Err(invalid(
            format!("is {} and cannot number rows", column.ty),
            "use an integer type",
        ));
    }
    let has_moments = matches!(
        column.ty,
        ColumnType::Timestamp(_)
            | ColumnType::TimestampTz(_)
            | ColumnType::Named(_)
            | ColumnType::Custom(_)
    );
    if column.touched_on_update && !has_moments {
        return Err(invalid(
            format!("is {} and gets the moment with every UPDATE", column.ty),
            "make it a timestamp, or take that away with the type",
        ));
    }
    if (column.collation.is_some() || column.charset.is_some()) && !has_texts(&column.ty) {
        return Err(invalid(
            format!("is {} and has a collation or a character set", column.ty),
            "leave both out; where it was of texts before, take them away with the type",
        ));
    }
    if column.is_identity() && (column.nullable || column.default.is_some()) {
        return Err(invalid(
            "numbers rows and so can be neither nullable nor have a default".to_owned(),
            "leave both out",
        ));
    }
    if column.generated.is_some() && (column.default.is_some() || column.is_identity()) {
        return Err(invalid(
            "is generated and so can neither have a default nor number rows".to_owned(),
            "leave both out",
        ));
    }
    if let ColumnType::Time(p) | ColumnType::Timestamp(p) | ColumnType::TimestampTz(p) = &column.ty
        && *p > 6
    {
        return Err(invalid(
            format!("has {p} digits behind the second's point"),
            "give 0 to 6: microseconds are the finest that the servers keep",
        ));
    }
    match &column.default {
        Some(default) => fits(table, column, default),
        None => Ok(()),
    }
}

/// Whether the index keeps rows apart by these columns, as they are compared anywhere else: only
/// then may a foreign key refer to them. SQLite takes no other collation than the column's
/// (<https://www.sqlite.org/foreignkeys.html#fk_indexes>), and nobody a part of a value.
pub(super) fn is_key(index: &Index, columns: &[String]) -> bool {
    let is_one = |part: &IndexPart| {
        let as_it_is =
            part.collation.is_none() && part.operator_class.is_none() && part.prefix.is_none();
        as_it_is && matches!(&part.key, IndexKey::Column(name) if columns.contains(name))
    };
    index.unique
        && index.filter.is_none()
        && index.parts.len() == columns.len()
        && index.parts.iter().all(is_one)
}

/// Whether a key over these columns can go: no foreign key may be left without one.
pub(super) fn no_key_needs(
    schema: &Schema,
    table: &Table,
    what: &str,
    columns: &[String],
) -> Result<(), SchemaError> {
    let same = |other: &[String]| {
        other.len() == columns.len() && other.iter().all(|column| columns.contains(column))
    };
    let at_once = |deferrable: Deferrable| deferrable == Deferrable::No;
    let keys = table
        .primary_key
        .iter()
        .filter(|key| at_once(key.deferrable) && same(&key.columns))
        .count()
        + table
            .uniques
            .iter()
            .filter(|unique| at_once(unique.deferrable) && same(&unique.columns))
            .count()
        + table
            .indexes
            .iter()
            .filter(|index| is_key(index, columns))
            .count();
    if keys > 1 {
        return Ok(());
    }
    for referrer in schema.referrers(&table.name) {
        for key in &referrer.foreign_keys {
            if key.references_table == table.name && same(&key.references_columns) {
                return Err(SchemaError::InUse {
                    what: what.to_owned(),
                    by: format!("foreign key {:?} of table {:?}", key.name, referrer.name),
                });
            }
        }
    }
    Ok(())
}
