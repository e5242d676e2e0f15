//! Random keys, indexes and checks.

use fastrand::Rng;
use migration_core::operation::{
    check_name, foreign_key_name, index_name, primary_key_name, unique_name,
};
use migration_core::schema::{
    Check, Column, ColumnType, Deferrable, Enforcement, Exclusion, ForeignKey, Index, IndexKey,
    IndexMethod, IndexPart, NullsOrder, PrimaryKey, ReferentialAction, Schema, Table, Unique,
};

use crate::names::{expression, fresh};
use crate::tables::{collation, one};

/// The columns of a primary key that a table without one can get.
pub(crate) fn primary_key(rng: &mut Rng, table: &Table) -> Option<PrimaryKey> {
    let mut keys: Vec<String> = key_columns(table)
        .filter(|column| !column.nullable && column.generated.is_none())
        .map(|column| column.name.clone())
        .collect();
    rng.shuffle(&mut keys);
    keys.truncate(rng.usize(1..=3));
    (!keys.is_empty()).then(|| PrimaryKey {
        name: match rng.u8(0..3) {
            0 => fresh(rng),
            _ => primary_key_name(&table.name),
        },
        columns: keys,
        ..PrimaryKey::default()
    })
}

/// Columns that every server can have in a key.
fn key_columns(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| {
        matches!(
            column.ty,
            ColumnType::SmallInt
                | ColumnType::Int
                | ColumnType::BigInt
                | ColumnType::Varchar(_)
                | ColumnType::Date
                | ColumnType::Uuid
                | ColumnType::Boolean
                | ColumnType::Decimal { .. }
        )
    })
}

pub(crate) fn unique(rng: &mut Rng, table: &Table) -> Option<Unique> {
    let columns = some_key_columns(rng, table)?;
    Some(Unique {
        name: match rng.u8(0..3) {
            0 => fresh(rng),
            _ => unique_name(&table.name, &columns),
        },
        columns,
        nulls_not_distinct: rng.u8(0..12) == 0,
        deferrable: deferrable(rng),
        include: Vec::new(),
        comment: None,
    })
}

pub(crate) fn deferrable(rng: &mut Rng) -> Deferrable {
    match rng.u8(0..16) {
        0 => Deferrable::InitiallyImmediate,
        1 => Deferrable::InitiallyDeferred,
        _ => Deferrable::No,
    }
}

/// An exclusion constraint.
pub(crate) fn exclusion(rng: &mut Rng, table: &Table) -> Option<Exclusion> {
    let columns = some_key_columns(rng, table)?;
    let filter = (rng.u8(0..3) == 0)
        .then(|| expression(&[&columns[0]], |names| format!("{} IS NOT NULL", names[0])));
    Some(Exclusion {
        name: fresh(rng),
        method: Some(IndexMethod::Btree),
        parts: columns
            .iter()
            .map(|column| (IndexPart::column(column), "=".to_owned()))
            .collect(),
        filter,
        deferrable: deferrable(rng),
        comment: None,
    })
}

fn some_key_columns(rng: &mut Rng, table: &Table) -> Option<Vec<String>> {
    let mut columns: Vec<String> = key_columns(table)
        .map(|column| column.name.clone())
        .collect();
    rng.shuffle(&mut columns);
    columns.truncate(rng.usize(1..=2));
    (!columns.is_empty()).then_some(columns)
}

pub(crate) fn index(rng: &mut Rng, table: &Table) -> Option<Index> {
    let columns = some_key_columns(rng, table)?;
    let mut index = Index {
        parts: columns
            .iter()
            .map(|name| {
                let mut part = IndexPart::column(name);
                part.descending = rng.u8(0..4) == 0;
                part.nulls = match rng.u8(0..16) {
                    0 => Some(NullsOrder::First),
                    1 => Some(NullsOrder::Last),
                    _ => None,
                };
                if matches!(table.column(name).map(|column| &column.ty), Some(ColumnType::Varchar(n)) if *n > 4) {
                    match rng.u8(0..12) {
                        0 => part.prefix = Some(3),
                        1 => part.collation = Some(collation()),
                        2 => part.operator_class = Some("text_pattern_ops".to_owned()),
                        _ => {}
                    }
                }
                part
            })
            .collect(),
        unique: rng.u8(0..5) == 0,
        ..Index::default()
    };
    if rng.u8(0..8) == 0 {
        let texts: Vec<&Column> = table
            .columns
            .iter()
            .filter(|column| matches!(column.ty, ColumnType::Varchar(_)))
            .collect();
        if let Some(text) = one(rng, &texts) {
            let key = expression(&[&text.name], |names| format!("lower({})", names[0]));
            index.parts = vec![IndexPart::new(IndexKey::Expression(key))];
        }
    }
    if rng.u8(0..8) == 0 {
        index.filter = Some(expression(&[columns.first()?], |names| {
            format!("{} IS NOT NULL", names[0])
        }));
    }
    if rng.u8(0..20) == 0 {
        index.nulls_not_distinct = index.unique;
        index.invisible = rng.u8(0..3) == 0;
        index.method = (rng.u8(0..3) == 0).then_some(IndexMethod::Hash);
    }
    if rng.u8(0..16) == 0 {
        index.include = some_key_columns(rng, table)?;
        index.include.retain(|column| !columns.contains(column));
    }
    if rng.u8(0..12) == 0 {
        index.comment = Some("it's an index".to_owned());
    }
    index.name = match rng.u8(0..3) {
        0 => fresh(rng),
        _ => index_name(&table.name, &index),
    };
    Some(index)
}

pub(crate) fn check(rng: &mut Rng, table: &Table) -> Option<Check> {
    let column = one(rng, &table.columns)?;
    if column.is_identity() || column.generated.is_some() {
        return None;
    }
    let name = column.name.as_str();
    let sql = match &column.ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::Decimal { .. } => expression(&[name], |names| {
            format!("{0} > -1000 AND {0} <> 77", names[0])
        }),
        ColumnType::Text => expression(&[name], |names| {
            format!("length({0}) < 1000 AND {0} <> 'it''s; -- x'", names[0])
        }),
        _ => expression(&[name], |names| {
            format!("{0} IS NOT NULL OR {0} IS NULL", names[0])
        }),
    };
    Some(Check {
        name: match rng.u8(0..2) {
            0 => fresh(rng),
            _ => check_name(&table.name, name),
        },
        expression: sql,
        enforcement: match rng.u8(0..10) {
            0 | 1 => Enforcement::NewRows,
            2 => Enforcement::None,
            _ => Enforcement::All,
        },
        comment: None,
    })
}

/// A foreign key to a key of some table, which may be this one; the columns for it are added.
pub(crate) fn foreign_key(rng: &mut Rng, table: &mut Table, schema: &Schema) -> Option<ForeignKey> {
    let mut targets: Vec<Table> = schema.tables().cloned().collect();
    targets.push(table.clone());
    targets.retain(|target| target.primary_key.is_some() || !target.uniques.is_empty());
    let target = one(rng, &targets)?.clone();
    let keys: Vec<&Vec<String>> = target
        .primary_key
        .iter()
        .map(|key| &key.columns)
        .chain(target.uniques.iter().map(|unique| &unique.columns))
        .collect();
    let key = (*one(rng, &keys)?).clone();
    let mut columns = Vec::new();
    for name in &key {
        let to = target.column(name)?;
        let mut column = Column::new(fresh(rng), to.ty.clone());
        column.nullable = true;
        column.collation.clone_from(&to.collation);
        columns.push(column.name.clone());
        table.columns.push(column);
    }
    Some(foreign_key_over(
        rng,
        &table.name,
        columns,
        &target.name,
        key,
    ))
}

/// A foreign key over these columns.
pub(crate) fn foreign_key_over(
    rng: &mut Rng,
    table: &str,
    columns: Vec<String>,
    references_table: &str,
    references_columns: Vec<String>,
) -> ForeignKey {
    let action = |rng: &mut Rng| {
        [
            ReferentialAction::NoAction,
            ReferentialAction::Cascade,
            ReferentialAction::SetNull,
            ReferentialAction::Restrict,
            ReferentialAction::NoAction,
            ReferentialAction::Cascade,
            ReferentialAction::SetDefault,
        ][rng.usize(0..7)]
    };
    let on_delete = action(rng);
    let sets = matches!(
        on_delete,
        ReferentialAction::SetNull | ReferentialAction::SetDefault
    );
    ForeignKey {
        name: match rng.u8(0..4) {
            0 => fresh(rng),
            _ => foreign_key_name(table, &columns),
        },
        set_columns: match sets && rng.u8(0..10) == 0 {
            true => vec![columns[0].clone()],
            false => Vec::new(),
        },
        columns,
        references_table: references_table.to_owned(),
        references_columns,
        on_delete,
        on_update: action(rng),
        match_full: rng.u8(0..20) == 0,
        deferrable: deferrable(rng),
        enforcement: match rng.u8(0..12) {
            0 => Enforcement::NewRows,
            _ => Enforcement::All,
        },
        comment: None,
    }
}
