//! Which rows a migration has to leave as they are, by its operations.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Contents, Rows};
use crate::operation::{Operation, ValueChange};
use crate::schema::{ColumnType, Schema, Table};

/// What becomes of the rows that are there before a migration.
#[derive(Debug, Clone, Default)]
pub(super) struct Keeping {
    tables: BTreeMap<String, Kept>,
    /// Whether triggers may have done anything with any row.
    pub(super) triggered: bool,
}

/// What becomes of the rows of one table.
#[derive(Debug, Clone)]
struct Kept {
    /// The table's name afterwards; `None` where it is dropped.
    now: Option<String>,
    /// The columns whose values stay, with their names afterwards.
    columns: BTreeMap<String, String>,
    /// Whether rows may be there afterwards that were not before, and the other way round.
    more: bool,
    fewer: bool,
}

impl Keeping {
    /// What the operations do to rows of the schema before them.
    pub(super) fn of(operations: &[Operation], before: &Schema) -> Self {
        let mut keeping = Self::default();
        for table in before.tables() {
            let columns = table.columns.iter();
            keeping.tables.insert(
                table.name.clone(),
                Kept {
                    now: Some(table.name.clone()),
                    columns: columns.map(|c| (c.name.clone(), c.name.clone())).collect(),
                    more: false,
                    fewer: false,
                },
            );
        }
        let mut schema = before.clone();
        for operation in operations {
            keeping.see(operation, &schema);
            // What does not fit is told when the migration is planned.
            let _ = operation.apply(&mut schema);
        }
        keeping
    }

    /// What becomes of the rows where a written way back is gone as well.
    pub(super) fn and_back(mut self, back: &Self) -> Self {
        for kept in self.tables.values_mut() {
            let then = kept.now.as_ref().and_then(|now| back.tables.get(now));
            match then {
                Some(then) if then.now.is_some() && !then.more && !then.fewer => {
                    kept.columns.retain(|_, now| then.columns.contains_key(now));
                }
                _ => kept.now = None,
            }
        }
        self.triggered |= back.triggered;
        self
    }

    fn see(&mut self, operation: &Operation, schema: &Schema) {
        match operation {
            Operation::DropTable(op) => {
                if let Some(kept) = self.at(&op.table) {
                    kept.now = None;
                }
            }
            Operation::RenameTable(op) => {
                if let Some(kept) = self.at(&op.from) {
                    kept.now = Some(op.to.clone());
                }
            }
            Operation::DropColumn(op) => self.changes(&op.table, &op.column),
            Operation::RenameColumn(op) => {
                if let Some(kept) = self.at(&op.table) {
                    for now in kept.columns.values_mut().filter(|now| **now == op.from) {
                        now.clone_from(&op.to);
                    }
                }
            }
            Operation::AlterColumn(op)
                if op.ty.is_some() || op.generated.is_some() || op.charset.is_some() =>
            {
                self.changes(&op.table, &op.column);
            }
            Operation::Backfill(op) => {
                self.writes(&op.table, schema);
                for (column, _) in &op.set {
                    self.changes(&op.table, column);
                }
            }
            Operation::Update(op) => {
                self.writes(&op.table, schema);
                for (column, _) in &op.set {
                    self.changes(&op.table, column);
                }
            }
            Operation::Insert(op) => {
                self.writes(&op.table, schema);
                if let Some(kept) = self.at(&op.table) {
                    kept.more = true;
                }
            }
            Operation::Delete(op) => {
                self.writes(&op.table, schema);
                if let Some(kept) = self.at(&op.table) {
                    kept.fewer = true;
                }
            }
            Operation::AlterEnumeration(op) => {
                if let ValueChange::Rename { .. } = op.change {
                    for table in schema.tables() {
                        for column in table.columns.iter().filter(|c| is_of(&c.ty, &op.name)) {
                            self.changes(&table.name, &column.name);
                        }
                    }
                }
            }
            Operation::DatabaseOnly(op) => {
                for each in &op.operations {
                    self.see(each, schema);
                }
            }
            _ => {}
        }
    }

    /// The table that has this name at the moment.
    fn at(&mut self, name: &str) -> Option<&mut Kept> {
        self.tables
            .values_mut()
            .find(|kept| kept.now.as_deref() == Some(name))
    }

    fn changes(&mut self, table: &str, column: &str) {
        if let Some(kept) = self.at(table) {
            kept.columns.retain(|_, now| now != column);
        }
    }

    /// What an UPDATE, INSERT or DELETE of a table does beside what it says.
    fn writes(&mut self, table: &str, schema: &Schema) {
        self.triggered |= schema
            .objects_of(table)
            .any(|object| matches!(object, crate::schema::Object::Trigger(_)));
        let touched = |table: &Table| -> BTreeSet<String> {
            let touched = table.columns.iter().filter(|c| c.touched_on_update);
            touched.map(|column| column.name.clone()).collect()
        };
        for column in schema.table(table).map(touched).unwrap_or_default() {
            self.changes(table, &column);
        }
    }

    /// What is not as it was, after the migration went up: a line for each table.
    pub(super) fn broken_above(
        &self,
        before: &Contents,
        after: &Contents,
    ) -> Vec<(String, String)> {
        self.broken(before, after, |kept, before, after| {
            let (more, fewer) = (kept.more, kept.fewer);
            let columns = || kept.columns.keys().map(String::as_str);
            let now = || kept.columns.values().map(String::as_str);
            compare(before, after, columns, now, more, fewer)
        })
    }

    /// What is not as it was before, after it went up and down again.
    pub(super) fn broken_below(
        &self,
        before: &Contents,
        after: &Contents,
    ) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for (name, rows) in before {
            let kept = self.tables.get(name);
            if kept.is_some_and(|kept| kept.now.is_none()) {
                continue;
            }
            let Some(after) = after.get(name) else {
                continue;
            };
            let columns = || {
                let named = rows.columns.iter().map(String::as_str);
                named.filter(move |column| {
                    kept.is_none_or(|kept| kept.columns.contains_key(*column))
                })
            };
            if let Some(line) = compare(rows, after, columns, columns, false, false) {
                all.push((name.clone(), line));
            }
        }
        all
    }

    fn broken(
        &self,
        before: &Contents,
        after: &Contents,
        judge: impl Fn(&Kept, &Rows, &Rows) -> Option<String>,
    ) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for (name, rows) in before {
            let whole = Kept {
                now: Some(name.clone()),
                columns: rows
                    .columns
                    .iter()
                    .map(|c| (c.clone(), c.clone()))
                    .collect(),
                more: false,
                fewer: false,
            };
            let kept = self.tables.get(name).unwrap_or(&whole);
            // A table or column that is not there is found in the schema.
            let Some(now) = kept.now.as_ref().and_then(|now| after.get(now)) else {
                continue;
            };
            if let Some(line) = judge(kept, rows, now) {
                all.push((name.clone(), line));
            }
        }
        all
    }
}

fn is_of(ty: &ColumnType, name: &str) -> bool {
    match ty {
        ColumnType::Named(named) => named == name,
        ColumnType::Enumeration(of) => of.name == name,
        ColumnType::Array(of) => is_of(of, name),
        _ => false,
    }
}

/// In what two tables differ, as far as these columns go.
fn compare<'a, A: Iterator<Item = &'a str>, B: Iterator<Item = &'a str>>(
    before: &Rows,
    after: &Rows,
    columns: impl Fn() -> A,
    now: impl Fn() -> B,
    more: bool,
    fewer: bool,
) -> Option<String> {
    let (was, is) = (before.rows.len(), after.rows.len());
    if (is < was && !fewer) || (is > was && !more) {
        return Some(format!("{was} rows before, {is} afterwards"));
    }
    // Columns that are computed are in neither; one that begins or ceases to be is in one.
    let shared: Vec<(&str, &str)> = columns()
        .zip(now())
        .filter(|(was, now)| {
            before.columns.iter().any(|column| column == was)
                && after.columns.iter().any(|column| column == now)
        })
        .collect();
    let old = before.of(shared.iter().map(|(was, _)| *was))?;
    let new = after.of(shared.iter().map(|(_, now)| *now))?;
    if old == new
        || (more && fewer)
        || (more && within(&old, &new))
        || (fewer && within(&new, &old))
    {
        return None;
    }
    let differing: Vec<&str> = shared
        .iter()
        .filter(|(was, now)| before.of([*was].into_iter()) != after.of([*now].into_iter()))
        .map(|(was, _)| *was)
        .collect();
    Some(match differing.as_slice() {
        [] => "the values are in other rows than before".to_owned(),
        columns => format!("other values in {}", columns.join(", ")),
    })
}

/// Whether every row of the one is in the other, as often.
fn within(some: &[Vec<&Option<String>>], all: &[Vec<&Option<String>>]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|row| rest.any(|other| other == row))
}
