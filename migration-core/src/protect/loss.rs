use std::collections::BTreeSet;
use std::fmt;

use super::{keeps::keeps_values, raw};
use crate::operation::{AlterColumn, Change, Operation, RenameColumn};
use crate::schema::{DialectName, ObjectKind, Schema};

/// Rows or values that an operation loses, which no way back restores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The operation, in a few words.
    pub what: String,
    /// The table whose rows it is about; `None` where there is none, or where counting its rows
    /// would tell nothing.
    pub table: Option<String>,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// Tells what operations lose, one after another.
///
/// What they made themselves is nobody's data yet: to drop a table that the same plan creates
/// loses nothing.
#[derive(Debug)]
pub struct Losses {
    dialect: DialectName,
    tables: BTreeSet<String>,
    columns: BTreeSet<(String, String)>,
    objects: BTreeSet<String>,
}

impl Losses {
    /// Before the first operation, on a server of this dialect.
    #[must_use]
    pub const fn new(dialect: DialectName) -> Self {
        Self {
            dialect,
            tables: BTreeSet::new(),
            columns: BTreeSet::new(),
            objects: BTreeSet::new(),
        }
    }

    /// Whether the operations so far made this table.
    #[must_use]
    pub fn is_new(&self, table: &str) -> bool {
        self.tables.contains(table)
    }

    /// What the operation loses; `before` is the schema that it finds.
    pub fn of(&mut self, operation: &Operation, before: &Schema) -> Vec<Loss> {
        match operation {
            Operation::CreateTable(op) => self.made(&op.table.name),
            Operation::CreateTableLike(op) => self.made(&op.table),
            Operation::CreatePartition(op) => self.made(&op.table),
            Operation::CreateObject(op) => {
                self.objects.insert(op.object.id().to_string());
            }
            Operation::RenameTable(op) => self.renamed(&op.from, &op.to),
            Operation::AddColumn(op) => {
                let added = (op.table.clone(), op.column.name.clone());
                self.columns.insert(added);
            }
            Operation::RenameColumn(op) => self.column_renamed(op),
            Operation::DropTable(op) => {
                self.columns.retain(|(table, _)| *table != op.table);
                if !self.tables.remove(&op.table) {
                    return vec![of_table(operation.describe(), &op.table)];
                }
            }
            Operation::DropColumn(op) => {
                let made = self.has(&op.table, &op.column);
                self.columns.remove(&(op.table.clone(), op.column.clone()));
                let column = before.table(&op.table).and_then(|t| t.column(&op.column));
                let computed = column.is_some_and(|column| column.generated.is_some());
                if !made && !computed {
                    return vec![of_table(operation.describe(), &op.table)];
                }
            }
            Operation::AlterColumn(op) if !self.has(&op.table, &op.column) => {
                return altered(op, before);
            }
            Operation::Delete(op) if !self.tables.contains(&op.table) => {
                return vec![Loss {
                    what: operation.describe(),
                    table: None,
                }];
            }
            Operation::DropObject(op) => {
                let keeps_nothing =
                    matches!(op.id.kind, ObjectKind::Sequence | ObjectKind::VirtualTable);
                if !self.objects.remove(&op.id.to_string()) && keeps_nothing {
                    return vec![Loss {
                        what: operation.describe(),
                        table: None,
                    }];
                }
            }
            Operation::Sql(op) => return self.raw(op.up.get(self.dialect).unwrap_or_default()),
            Operation::DatabaseOnly(op) => {
                let mut schema = before.clone();
                let mut all = Vec::new();
                for each in &op.operations {
                    all.extend(self.of(each, &schema));
                    // What does not fit is told when the migration is planned.
                    let _ = each.apply(&mut schema);
                }
                return all;
            }
            _ => {}
        }
        Vec::new()
    }

    fn raw(&self, sql: &str) -> Vec<Loss> {
        let lost = raw::losing(sql, self.dialect).into_iter();
        lost.filter(|loss| {
            let made = |table| self.tables.contains(table);
            !loss.table.as_ref().is_some_and(made)
        })
        .map(|loss| Loss {
            what: format!("run SQL: {}", first_line(&loss.sql)),
            table: loss.table,
        })
        .collect()
    }

    fn made(&mut self, table: &str) {
        self.tables.insert(table.to_owned());
    }

    fn has(&self, table: &str, column: &str) -> bool {
        self.tables.contains(table)
            || self
                .columns
                .contains(&(table.to_owned(), column.to_owned()))
    }

    fn column_renamed(&mut self, op: &RenameColumn) {
        if self.columns.remove(&(op.table.clone(), op.from.clone())) {
            self.columns.insert((op.table.clone(), op.to.clone()));
        }
    }

    fn renamed(&mut self, from: &str, to: &str) {
        if self.tables.remove(from) {
            self.made(to);
        }
        let moved: Vec<String> = self
            .columns
            .iter()
            .filter(|(table, _)| table == from)
            .map(|(_, column)| column.clone())
            .collect();
        for column in moved {
            self.columns.remove(&(from.to_owned(), column.clone()));
            self.columns.insert((to.to_owned(), column));
        }
    }
}

fn of_table(what: String, table: &str) -> Loss {
    Loss {
        what,
        table: Some(table.to_owned()),
    }
}

/// What the rows of a column lose by its new type, its new character set, or by being computed.
fn altered(op: &AlterColumn, before: &Schema) -> Vec<Loss> {
    let Some(column) = before
        .table(&op.table)
        .and_then(|table| table.column(&op.column))
    else {
        return Vec::new();
    };
    if column.generated.is_some() {
        return Vec::new();
    }
    let name = format!("{}.{}", op.table, op.column);
    let what = match op {
        AlterColumn {
            generated: Some(Change::Set(_)),
            ..
        } => format!("compute column {name} from now on"),
        AlterColumn { ty: Some(ty), .. } if op.using.is_some() || !keeps_values(&column.ty, ty) => {
            format!("alter column {name} from {} to {ty}", column.ty)
        }
        AlterColumn {
            charset: Some(Change::Set(charset)),
            ..
        } if !charset.eq_ignore_ascii_case("utf8mb4") => {
            format!("alter column {name} to the character set {charset}")
        }
        _ => return Vec::new(),
    };
    vec![of_table(what, &op.table)]
}

/// So much of a statement as a line holds.
fn first_line(sql: &str) -> String {
    let line = sql.trim().lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() < sql.trim().len() {
        format!("{short}…")
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dsl::SchemaBuilder;
    use crate::prelude::*;

    /// What `then` loses behind `first`, both in one plan, or the first applied before.
    fn lost(
        first: impl FnOnce(&mut SchemaBuilder),
        then: impl FnOnce(&mut SchemaBuilder),
        applied: bool,
    ) -> Vec<String> {
        let mut schema = Schema::new();
        let mut losses = Losses::new(DialectName::Postgres);
        let mut builder = SchemaBuilder::new();
        first(&mut builder);
        for operation in builder.into_operations() {
            if !applied {
                losses.of(&operation, &schema);
            }
            operation.apply(&mut schema).unwrap();
        }
        let mut builder = SchemaBuilder::new();
        then(&mut builder);
        let mut all = Vec::new();
        for operation in builder.into_operations() {
            all.extend(losses.of(&operation, &schema));
            operation.apply(&mut schema).unwrap();
        }
        all.iter().map(ToString::to_string).collect()
    }

    fn users(schema: &mut SchemaBuilder) {
        schema.create_table("users", |t| {
            t.id();
            t.column(varchar("name", 80));
            t.column(int("age"));
        });
    }

    #[test]
    fn what_is_lost_is_said_and_what_the_plan_made_is_not() {
        type Case = (fn(&mut SchemaBuilder), &'static [&'static str]);
        let cases: &[Case] = &[
            (|s| s.drop_table("users"), &["drop table users"]),
            (
                |s| {
                    s.rename_table("users", "people");
                    s.drop_column("people", "name");
                },
                &["drop column people.name"],
            ),
            (
                |s| {
                    s.alter_column("users", "name", |c| {
                        c.set_type(types::varchar(40));
                    });
                },
                &["alter column users.name from varchar(80) to varchar(40)"],
            ),
            (
                |s| {
                    s.alter_column("users", "age", |c| {
                        c.set_type(types::big_int());
                    });
                },
                &[],
            ),
            (
                |s| {
                    s.sql("DELETE FROM users").nothing_to_reverse();
                },
                &["run SQL: DELETE FROM users"],
            ),
            (
                |s| s.database_only(|s| s.drop_column("users", "name")),
                &["drop column users.name"],
            ),
            (|s| s.state_only(|s| s.drop_table("users")), &[]),
        ];
        for (then, expected) in cases {
            assert_eq!(lost(users, *then, true), *expected);
            assert_eq!(lost(users, *then, false), [""; 0], "{expected:?}");
        }
        let added = |s: &mut SchemaBuilder| {
            s.add_column("users", int("rank").nullable());
            s.rename_column("users", "rank", "place");
            s.drop_column("users", "place");
            s.drop_column("users", "age");
        };
        assert_eq!(lost(users, added, true), ["drop column users.age"]);
    }
}
