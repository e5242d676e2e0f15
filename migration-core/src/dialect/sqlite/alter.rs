//! What ALTER TABLE does not do: the change that a rebuild makes instead.

use super::literal::{is_constant, name, string_of};
use super::rebuild::{self, Change};
use super::{SERVER, column, constraint, expression, index, table};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, created, text};
use crate::operation::{
    AddColumn, AlterColumn, AlterEnumeration, AlterIndex, AlterTable, ExistingRows, Operation,
    Position, ValueChange,
};
use crate::schema::{Column, ColumnType, Schema, Table};

/// The step of an operation that may need a rebuild.
pub(super) fn step(
    operation: &Operation,
    before: &Table,
    capabilities: &Capabilities,
) -> Result<Step, Problem> {
    let mut after = before.clone();
    apply(operation, &mut after);
    table::can_be_strict(&after, capabilities)?;
    if rebuilds(operation, before, capabilities) {
        return rebuild::step(before, &after, change(operation, before)?);
    }
    match operation {
        Operation::AddColumn(op) => column::add(op, before),
        Operation::DropColumn(op) => Ok(column::drop(op, before)),
        Operation::AlterColumn(op) => native(op, before, &after),
        Operation::AddCheck(op) => {
            let mut sql = alter_table(&before.name);
            sql.push_str("ADD ");
            constraint::named_check(&mut sql, &after, &op.check)?;
            Ok(Step::new("", vec![Statement::Run(sql)]))
        }
        Operation::DropCheck(op) => Ok(dropped(&before.name, &op.check)),
        Operation::DropForeignKey(op) => Ok(dropped(&before.name, &op.foreign_key)),
        _ => {
            // It changes nothing that SQLite keeps; what SQLite cannot keep is refused.
            table::create_sql(&after.name, &after)?;
            Ok(Step::new("", Vec::new()))
        }
    }
}

/// Whether SQLite takes the change only as a rebuild.
pub(super) fn rebuilds(operation: &Operation, before: &Table, capabilities: &Capabilities) -> bool {
    match operation {
        Operation::AddColumn(op) => !joins(op, before),
        Operation::DropColumn(op) => {
            // The rest of what SQLite asks for was checked against the schema: the column is in
            // no primary key, check or index with others.
            // https://www.sqlite.org/lang_altertable.html#altertabdropcol
            op.uniques(before).next().is_some() || op.foreign_keys(before).next().is_some()
        }
        Operation::AlterColumn(op) => match alteration(op, before) {
            Alteration::Nothing => false,
            Alteration::Nullability => !capabilities.alters_constraints(),
            Alteration::More => true,
        },
        Operation::AlterTable(AlterTable { options, .. }) => options
            .as_ref()
            .is_some_and(|options| *options != before.options),
        Operation::AddCheck(_) | Operation::DropCheck(_) | Operation::DropForeignKey(_) => {
            !capabilities.alters_constraints()
        }
        Operation::CreateIndex(_) | Operation::DropIndex(_) => false,
        _ => true,
    }
}

/// Whether the column can join the table as it is. Decided by what is declared, never by what
/// rows there are: a NOT NULL column without a default joins an empty table and no other, and
/// one whose default has to be computed too.
fn joins(op: &AddColumn, before: &Table) -> bool {
    let at_the_end = match &op.position {
        None => true,
        Some(Position::First) => false,
        Some(Position::After(other)) => before.columns.last().is_some_and(|c| c.name == *other),
    };
    at_the_end
        && match (&op.column.generated, &op.column.default) {
            // What is kept in the row has to be computed for each: only a rebuild does that.
            (Some(of), _) => !of.stored,
            (None, Some(default)) => is_constant(default),
            (None, None) => op.column.nullable,
        }
}

enum Alteration {
    Nothing,
    Nullability,
    More,
}

fn alteration(op: &AlterColumn, before: &Table) -> Alteration {
    let Some(old) = before.column(&op.column) else {
        return Alteration::More;
    };
    let new = op.changed(old);
    let of = |column: &Column| {
        let mut table = before.clone();
        if let Some(place) = table.column_mut(&column.name) {
            *place = column.clone();
        }
        let mut sql = String::new();
        column::definition(&mut sql, &table, column).map(|()| sql)
    };
    let as_nullable = |column: &Column| {
        of(&Column {
            nullable: true,
            ..column.clone()
        })
    };
    match (of(old), of(&new)) {
        (Ok(was), Ok(is)) if was == is && op.using.is_none() => Alteration::Nothing,
        (Ok(_), Ok(_)) if op.using.is_none() && old.ty == new.ty => {
            match (as_nullable(old), as_nullable(&new)) {
                (Ok(was), Ok(is)) if was == is => Alteration::Nullability,
                _ => Alteration::More,
            }
        }
        _ => Alteration::More,
    }
}

/// Makes the table what it is after an operation that [`rebuild`]s may hold.
pub(super) fn apply(operation: &Operation, table: &mut Table) {
    match operation {
        Operation::AddColumn(op) => op.put(table),
        Operation::DropColumn(op) => {
            let before = table.clone();
            table.columns.retain(|column| column.name != op.column);
            table
                .indexes
                .retain(|index| op.indexes(&before).all(|gone| gone.name != index.name));
            table
                .uniques
                .retain(|unique| op.uniques(&before).all(|gone| gone.name != unique.name));
            table
                .foreign_keys
                .retain(|key| op.foreign_keys(&before).all(|gone| gone.name != key.name));
        }
        Operation::AlterColumn(op) => {
            if let Some(column) = table.column_mut(&op.column) {
                *column = op.changed(column);
            }
        }
        Operation::AlterTable(op) => op.change(table),
        Operation::CreateIndex(op) => table.indexes.push(op.index.clone()),
        Operation::DropIndex(op) => table.indexes.retain(|index| index.name != op.index),
        Operation::AddForeignKey(op) => table.foreign_keys.push(op.foreign_key.clone()),
        Operation::DropForeignKey(op) => {
            table.foreign_keys.retain(|key| key.name != op.foreign_key);
        }
        Operation::AddCheck(op) => table.checks.push(op.check.clone()),
        Operation::DropCheck(op) => table.checks.retain(|check| check.name != op.check),
        Operation::AddUnique(op) => table.uniques.push(op.unique.clone()),
        Operation::DropUnique(op) => table.uniques.retain(|unique| unique.name != op.unique),
        Operation::AddPrimaryKey(op) => table.primary_key = Some(op.primary_key.clone()),
        Operation::DropPrimaryKey(_) => table.primary_key = None,
        Operation::AddExclusion(op) => table.exclusions.push(op.exclusion.clone()),
        Operation::RenameConstraint(op) => op.change(table),
        _ => {}
    }
}

/// What the operation asks of a rebuild beside the table that comes of it.
pub(super) fn change(operation: &Operation, before: &Table) -> Result<Change, Problem> {
    match operation {
        Operation::AddColumn(op) => added(op, before),
        Operation::AlterColumn(op) => altered(op, before),
        _ => Ok(Change::default()),
    }
}

fn added(op: &AddColumn, before: &Table) -> Result<Change, Problem> {
    let mut change = Change::default();
    match &op.existing_rows {
        ExistingRows::Default => {}
        ExistingRows::Fill(sql) => {
            let what = || format!("the value of column {:?} for existing rows", op.column.name);
            let sql = expression::value(sql, before, what)?;
            change
                .values
                .push((op.column.name.clone(), sql.into_owned()));
        }
        ExistingRows::MustBeEmpty => change.before_copy.push(column::no_rows(before, &op.column)),
    }
    Ok(change)
}

fn altered(op: &AlterColumn, before: &Table) -> Result<Change, Problem> {
    let Some(old) = before.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    let mut change = Change::default();
    if let Some(sql) = &op.using {
        let what = || format!("the `using` of column {:?}", op.column);
        let sql = expression::value(sql, before, what)?;
        change.values.push((op.column.clone(), sql.into_owned()));
    } else if old.nullable && !new.nullable && new.generated.is_none() {
        change.before_copy.push(no_null(before, old));
    }
    if old.ty != new.ty && new.generated.is_none() {
        let copied = rebuild::temporary(&before.name);
        change.after_copy.extend(fits(&copied, before, &new));
    }
    Ok(change)
}

/// From version 3.53 on SQLite changes whether a column may be NULL by itself.
fn native(op: &AlterColumn, before: &Table, after: &Table) -> Result<Step, Problem> {
    let (Some(old), Some(new)) = (before.column(&op.column), after.column(&op.column)) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    // What is declared may be the same, and what it holds is to be something else.
    let is_other = unfit(old) != unfit(new) && new.generated.is_none();
    let mut statements: Vec<Statement> = is_other
        .then(|| fits(&before.name, before, new))
        .flatten()
        .into_iter()
        .collect();
    if old.nullable == new.nullable {
        return Ok(Step::new("", statements));
    }
    let mut sql = alter_table(&before.name);
    sql.push_str("ALTER COLUMN ");
    name(&mut sql, &op.column);
    if new.nullable {
        sql.push_str(" DROP NOT NULL");
    } else {
        sql.push_str(" SET NOT NULL");
        statements.push(no_null(before, old));
    }
    statements.push(Statement::Run(sql));
    Ok(Step::new("", statements))
}

fn dropped(table: &str, constraint: &str) -> Step {
    let mut sql = alter_table(table);
    sql.push_str("DROP CONSTRAINT ");
    name(&mut sql, constraint);
    Step::new("", vec![Statement::Run(sql)])
}

fn alter_table(table: &str) -> String {
    let mut sql = String::from("ALTER TABLE ");
    name(&mut sql, table);
    sql.push(' ');
    sql
}

/// SQLite keeps nothing of what an index is altered in, so there is nothing to do, or nothing
/// that can be done.
pub(super) fn index(op: &AlterIndex, before: &Table) -> Result<Step, Problem> {
    let Some(old) = before.index(&op.index) else {
        return Err(text::missing(&format!("index {:?}", op.index)));
    };
    let mut new = old.clone();
    op.change(&mut new);
    index::create_sql(before, &new)?;
    Ok(Step::new("", Vec::new()))
}

fn no_null(table: &Table, column: &Column) -> Statement {
    let mut query = String::from("SELECT count(*) || ' row(s)' FROM ");
    name(&mut query, &table.name);
    query.push_str(" WHERE ");
    name(&mut query, &column.name);
    query.push_str(" IS NULL HAVING count(*) > 0");
    Statement::Verify {
        query,
        problem: format!(
            "column {:?} of table {:?} cannot be NOT NULL, for it would be NULL in some rows",
            column.name, table.name
        ),
        help: "give those rows a value first, with a backfill".into(),
    }
}

/// SQLite stores what cannot be converted as it was; the other servers refuse it, and so do
/// we. Looks at the rows in `rows`, where they may have been copied to.
fn fits(rows: &str, table: &Table, column: &Column) -> Option<Statement> {
    let wrong = unfit(column)?;
    let mut c = String::new();
    name(&mut c, &column.name);
    let mut query = format!("SELECT quote({c}) FROM ");
    name(&mut query, rows);
    query.push_str(&format!(" WHERE {c} IS NOT NULL AND ({wrong}) LIMIT 1"));
    Some(Statement::Verify {
        query,
        problem: format!(
            "a value of column {:?} of table {:?} is no {}",
            column.name, table.name, column.ty
        ),
        help: "say how each value becomes one of the new type, with `.using(\"…\")`".into(),
    })
}

/// The condition of values that a column of its type cannot have.
fn unfit(column: &Column) -> Option<String> {
    let mut c = String::new();
    name(&mut c, &column.name);
    Some(match &column.ty {
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt => {
            format!("typeof({c}) <> 'integer'")
        }
        ColumnType::Float | ColumnType::Double => format!("typeof({c}) <> 'real'"),
        ColumnType::Decimal { .. } => {
            format!("{c} GLOB '*[^-0-9.]*' OR {c} NOT GLOB '*[0-9]*'")
        }
        ColumnType::Boolean => format!("{c} NOT IN (0, 1)"),
        ColumnType::Date => format!("date({c}) IS NULL"),
        ColumnType::Time(_) => format!("time({c}) IS NULL"),
        ColumnType::Timestamp(_) | ColumnType::TimestampTz(_) => format!("datetime({c}) IS NULL"),
        ColumnType::Json | ColumnType::Jsonb => format!("NOT json_valid({c})"),
        ColumnType::Uuid => format!("length({c}) <> 36"),
        // The check of an enumeration does the same, and the rest takes any text.
        ColumnType::Enumeration(_)
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt
        | ColumnType::Bit(_)
        | ColumnType::BitVarying(_)
        | ColumnType::Interval
        | ColumnType::Inet
        | ColumnType::Cidr
        | ColumnType::MacAddr
        | ColumnType::Range(_)
        | ColumnType::Array(_)
        | ColumnType::Named(_)
        | ColumnType::Char(_)
        | ColumnType::Varchar(_)
        | ColumnType::Text
        | ColumnType::Binary
        | ColumnType::Custom(_) => return None,
    })
}

/// Every table with columns of the enumeration gets another check.
pub(super) fn enumeration(op: &AlterEnumeration, before: &Schema) -> Result<Vec<Step>, Problem> {
    let mut after = before.clone();
    // It was checked against the same schema before.
    let _ = Operation::AlterEnumeration(op.clone()).apply(&mut after);
    let mut steps = Vec::new();
    for of in before.tables() {
        let is_one = |column: &&Column| matches!(&column.ty, ColumnType::Named(n) if *n == op.name);
        let columns: Vec<&Column> = of.columns.iter().filter(is_one).collect();
        if columns.is_empty() {
            continue;
        }
        let mut change = Change::default();
        if let ValueChange::Rename { from, to } = &op.change {
            for column in columns {
                let mut old = String::new();
                name(&mut old, &column.name);
                let sql = format!(
                    "CASE {old} WHEN {} THEN {} ELSE {old} END",
                    string_of(from),
                    string_of(to)
                );
                change.values.push((column.name.clone(), sql));
            }
        }
        let changed = after.table(&of.name).unwrap_or(of);
        let (old, new) = (
            created::table(of, before, SERVER)?,
            created::table(changed, &after, SERVER)?,
        );
        steps.push(rebuild::step(&old, &new, change)?);
    }
    Ok(steps)
}
