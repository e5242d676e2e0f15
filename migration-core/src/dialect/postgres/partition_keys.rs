//! Keys and indexes of tables that are divided: made on each partition under names that are
//! known, and joined to the parent's.

use super::literal::{relation, within};
use super::{comment, constraint, index};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step};
use crate::operation::CreateIndex;
use crate::schema::{Schema, Table};

/// What is made on a table and on each of its partitions, under the names that the fold gives.
pub(super) struct Work<'a> {
    before: &'a Schema,
    after: Schema,
    server: &'a Capabilities,
    pub(super) steps: Vec<Step>,
}

impl<'a> Work<'a> {
    pub(super) const fn new(before: &'a Schema, after: Schema, server: &'a Capabilities) -> Self {
        Self {
            before,
            after,
            server,
            steps: Vec::new(),
        }
    }

    fn run(&mut self, sql: String) {
        let statement = Statement::Run(sql);
        match self.steps.last_mut() {
            Some(step) if step.transactional => step.statements.push(statement),
            _ => self.steps.push(Step::new("", vec![statement])),
        }
    }

    /// The index of a table that is divided, which stays invalid until each of its partitions
    /// has one: <https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE>
    pub(super) fn index(&mut self, table: &Table, op: &CreateIndex) -> Result<(), Problem> {
        self.run(index::create_only_sql(table, &op.index, self.server)?);
        let comment = comment::of_index(&table.name, &op.index)?;
        let called = op.index.name.clone();
        for partition in self.partitions(&table.name) {
            let old = self.before.table(&partition.name);
            let is_new = |name: &str| old.is_none_or(|old| old.index(name).is_none());
            let Some(own) = partition.indexes.iter().find(|index| is_new(&index.name)) else {
                continue;
            };
            let op = CreateIndex {
                table: partition.name.clone(),
                index: own.clone(),
                concurrently: op.concurrently,
            };
            if partition.partitioning.is_some() {
                self.index(&partition, &op)?;
            } else if op.concurrently {
                self.steps
                    .extend(index::create(&op, &partition, self.server)?);
            } else {
                self.run(index::create_sql(&partition, own, false, self.server)?);
            }
            self.run(joined(&table.name, &called, &partition.name, &own.name));
        }
        if let Some(Statement::Run(sql)) = comment {
            self.run(sql);
        }
        Ok(())
    }

    fn partitions(&self, table: &str) -> Vec<Table> {
        self.after.partitions(table).cloned().collect()
    }

    /// A key, in the same way.
    pub(super) fn key(&mut self, table: &str) -> Result<(), Problem> {
        let Some(new) = self.after.table(table).cloned() else {
            return Ok(());
        };
        let old = self.before.table(table);
        let mut sql = String::from("ALTER TABLE ");
        if new.partitioning.is_some() {
            sql.push_str("ONLY ");
        }
        relation(&mut sql, table);
        sql.push_str(" ADD ");
        let primary = new.primary_key.as_ref();
        let primary = primary.filter(|_| old.is_none_or(|old| old.primary_key.is_none()));
        let is_new = |name: &str| old.is_none_or(|old| old.unique(name).is_none());
        let unique = new.uniques.iter().find(|unique| is_new(&unique.name));
        let (called, comment) = match (primary, unique) {
            (Some(key), _) => {
                constraint::primary_key(&mut sql, key);
                (&key.name, key.comment.as_deref())
            }
            (None, Some(unique)) => {
                constraint::unique(&mut sql, unique, self.server)?;
                (&unique.name, unique.comment.as_deref())
            }
            (None, None) => return Ok(()),
        };
        self.run(sql);
        if let Some(Statement::Run(sql)) = comment::of_constraint(table, called, comment)? {
            self.run(sql);
        }
        for partition in self.partitions(table) {
            self.key(&partition.name)?;
            let old = self.before.table(&partition.name);
            let new = partition.relation_names().find(|name| {
                old.is_none_or(|old| old.relation_names().all(|other| other != *name))
            });
            if let Some(own) = new {
                self.run(joined(table, called, &partition.name, own));
            }
        }
        Ok(())
    }
}

/// `ALTER INDEX … ATTACH PARTITION …`: the index of a partition becomes a part of its parent's.
fn joined(table: &str, index: &str, partition: &str, own: &str) -> String {
    let mut sql = String::from("ALTER INDEX ");
    within(&mut sql, table, index);
    sql.push_str(" ATTACH PARTITION ");
    within(&mut sql, partition, own);
    sql
}
