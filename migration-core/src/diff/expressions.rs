//! Expressions as a server prints them.
//!
//! A server keeps no text but a tree, and prints it in its own way: `length(title) > 0`
//! comes back as `(length((title)::text) > 0)`. So that two schemas can be compared, one of
//! them is made in a scratch database, read back, and its expressions are taken over here.

use crate::operation::words;
use crate::schema::{
    BoundValue, Column, ColumnType, DefaultValue, DialectName, Domain, Exclusion, Index, IndexKey,
    IndexPart, Object, PartitionBound, Routine, Schema, SqlText, Table,
};

/// Gives every expression of `schema` the text that the same part of `printed` has for the
/// dialect: parts are found by the names of their tables, columns, constraints and indexes.
/// What `printed` does not have stays as it is.
pub fn take_expressions(schema: &mut Schema, printed: &Schema, dialect: DialectName) {
    let names: Vec<String> = schema.tables().map(|table| table.name.clone()).collect();
    for name in names {
        if let Some(from) = printed.table(&name) {
            schema.update(&name, |table| take(table, from, dialect));
        }
    }
    let objects: Vec<Object> = schema.objects().map(|(_, object)| object.clone()).collect();
    for mut object in objects {
        take_arguments(schema, &mut object, printed);
        if let Some(from) = printed.object(&object.id()) {
            // Its text may say what a routine is for, which is printed apart from it.
            let says = |sql: &SqlText| sql.get(dialect).is_some_and(words::says_comment);
            let says_its_own = object.comment().is_none() && object.texts().any(says);
            for (sql, printed) in object.texts_mut().zip(from.texts()) {
                text(sql, printed, dialect);
            }
            match (&mut object, from) {
                (Object::Domain(domain), Object::Domain(other)) => {
                    take_domain(domain, other, dialect);
                }
                (Object::Routine(routine), Object::Routine(other)) if says_its_own => {
                    routine.comment.clone_from(&other.comment);
                }
                _ => {}
            }
            schema.insert_object(object);
        }
    }
}

/// A server tells the arguments of a routine only where another one has its name, and in its
/// own words for their types.
fn take_arguments(schema: &mut Schema, object: &mut Object, printed: &Schema) {
    let id = object.id();
    let Object::Routine(routine) = object else {
        return;
    };
    let alone = Routine {
        arguments: None,
        ..routine.clone()
    };
    let alone = Object::Routine(alone);
    if routine.arguments.is_some() && printed.object(&alone.id()).is_some() {
        schema.remove_object(&id);
        *object = alone;
    }
}

fn take_domain(domain: &mut Domain, from: &Domain, dialect: DialectName) {
    for check in &mut domain.checks {
        if let Some(other) = from.checks.iter().find(|other| other.name == check.name) {
            text(&mut check.expression, &other.expression, dialect);
        }
    }
    if let Some(default) = &from.default {
        take_default(&mut domain.default, default, dialect);
    }
}

fn take(table: &mut Table, from: &Table, dialect: DialectName) {
    if let (Some(by), Some(other)) = (&mut table.partitioning, &from.partitioning) {
        for (part, printed) in by.parts.iter_mut().zip(&other.parts) {
            take_part(part, printed, dialect);
        }
    }
    if let (Some(of), Some(other)) = (&mut table.partition_of, &from.partition_of) {
        take_bound(&mut of.bound, &other.bound);
    }
    for column in &mut table.columns {
        if let Some(other) = from.column(&column.name) {
            take_column(column, other, dialect);
        }
    }
    for check in &mut table.checks {
        if let Some(other) = from.check(&check.name) {
            text(&mut check.expression, &other.expression, dialect);
        }
    }
    for exclusion in &mut table.exclusions {
        if let Some(other) = from.exclusion(&exclusion.name) {
            take_exclusion(exclusion, other, dialect);
        }
    }
    for index in &mut table.indexes {
        if let Some(other) = from.index(&index.name) {
            take_index(index, other, dialect);
        }
    }
}

/// The values of a bound are printed as the column's type has them.
fn take_bound(bound: &mut PartitionBound, printed: &PartitionBound) {
    use PartitionBound::{List, Range};
    let ends = |ends: &mut [BoundValue], printed: &[BoundValue]| {
        for (end, printed) in ends.iter_mut().zip(printed) {
            if let (BoundValue::Value(value), BoundValue::Value(printed)) = (end, printed) {
                value.clone_from(printed);
            }
        }
    };
    match (bound, printed) {
        (
            Range { from, to },
            Range {
                from: other,
                to: end,
            },
        ) => {
            ends(from, other);
            ends(to, end);
        }
        (List(values), List(printed)) if values.len() == printed.len() => {
            values.clone_from(printed);
        }
        _ => {}
    }
}

fn take_column(column: &mut Column, other: &Column, dialect: DialectName) {
    // A type in SQL has as many spellings as an expression.
    if matches!(column.ty, ColumnType::Custom(_)) {
        column.ty = other.ty.clone();
        // Some spellings say a collation too.
        if column.collation.is_none() {
            column.collation.clone_from(&other.collation);
        }
    }
    if let Some(default) = &other.default {
        take_default(&mut column.default, default, dialect);
    }
    if let (Some(generated), Some(printed)) = (&mut column.generated, &other.generated) {
        text(&mut generated.expression, &printed.expression, dialect);
    }
}

fn take_default(default: &mut Option<DefaultValue>, printed: &DefaultValue, dialect: DialectName) {
    if let Some(DefaultValue::Expression(sql)) = default {
        match printed {
            DefaultValue::Expression(printed) => text(sql, printed, dialect),
            // The server has evaluated it, or knows it as a literal.
            plain => *default = Some(plain.clone()),
        }
    }
}

fn take_exclusion(exclusion: &mut Exclusion, other: &Exclusion, dialect: DialectName) {
    for ((part, _), (printed, _)) in exclusion.parts.iter_mut().zip(&other.parts) {
        take_part(part, printed, dialect);
    }
    filter(&mut exclusion.filter, other.filter.as_ref(), dialect);
}

fn take_index(index: &mut Index, other: &Index, dialect: DialectName) {
    for (part, printed) in index.parts.iter_mut().zip(&other.parts) {
        take_part(part, printed, dialect);
    }
    filter(&mut index.filter, other.filter.as_ref(), dialect);
}

fn take_part(part: &mut IndexPart, other: &IndexPart, dialect: DialectName) {
    if let (IndexKey::Expression(sql), IndexKey::Expression(printed)) = (&mut part.key, &other.key)
    {
        text(sql, printed, dialect);
    }
}

fn filter(sql: &mut Option<SqlText>, printed: Option<&SqlText>, dialect: DialectName) {
    if let (Some(sql), Some(printed)) = (sql, printed) {
        text(sql, printed, dialect);
    }
}

/// Both have to be expressions already: one that is missing is a difference, and stays one.
fn text(sql: &mut SqlText, printed: &SqlText, dialect: DialectName) {
    if let Some(printed) = printed.get(dialect) {
        *sql = SqlText::only(dialect, printed);
    }
}
