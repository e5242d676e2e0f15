//! Keys and indexes of tables that are divided: made on each partition under names that are
//! known, and joined to the parent's.

use super::literal::{block, relation, relation_text, string, within};
use super::{comment, constraint, index};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step};
use crate::operation::{CreateIndex, words};
use crate::schema::{Index, IndexKey, Schema, SqlText, Table, Unique};

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
            let old = self.before.table(&partition.name);
            let own = old.and_then(|old| old.primary_key.as_ref());
            if let (Some(_), Some(own)) = (primary, own) {
                self.run(joined(table, called, &partition.name, &own.name));
                continue;
            }
            self.key(&partition.name)?;
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

/// A column of another type has its keys and indexes built anew, those of partitions under names
/// that the server makes up and without comments. What gives them theirs back.
pub(super) fn named_as_before(
    before: &Schema,
    table: &Table,
    column: &str,
) -> Result<Vec<Statement>, Problem> {
    let mut named = Vec::new();
    let mut comments = Vec::new();
    for partition in before.partitions(&table.name) {
        for (of_parent, own) in same_indexes(table, partition, column) {
            let quoted = |table: &str, index: &str| {
                let (mut sql, mut text) = (String::new(), String::new());
                within(&mut sql, table, index);
                string(&mut text, &sql);
                text
            };
            let mut name = String::new();
            string(&mut name, own);
            named.push(format!(
                "({}, {}, {name})",
                quoted(&table.name, of_parent),
                relation_text(&partition.name)
            ));
        }
        if named.is_empty() {
            continue;
        }
        for index in &partition.indexes {
            comments.extend(comment::of_index(&partition.name, index)?);
        }
        let mut said = partition.clone();
        for (name, text) in said.constraint_comments_mut() {
            let text = text.as_deref();
            comments.extend(comment::of_constraint(&partition.name, name, text)?);
        }
        comments.extend(named_as_before(before, partition, column)?);
    }
    let mut all = Vec::new();
    if !named.is_empty() {
        all.push(block(&format!(
            "DECLARE
    one record;
BEGIN
    FOR one IN SELECT i.inhrelid::regclass AS index, n.name
        FROM (VALUES {}) n (parent, partition, name)
        JOIN pg_inherits i ON i.inhparent = n.parent::regclass
        JOIN pg_index x ON x.indexrelid = i.inhrelid AND x.indrelid = n.partition::regclass
        JOIN pg_class c ON c.oid = i.inhrelid AND c.relname <> n.name
    LOOP
        EXECUTE format('ALTER INDEX %s RENAME TO %I', one.index, one.name);
    END LOOP;
END",
            named.join(", ")
        )));
    }
    all.extend(comments);
    Ok(all)
}

/// The names of a table's indexes that the column is in, those of keys too, each with that of the
/// partition's part of it.
fn same_indexes<'a>(
    table: &'a Table,
    partition: &'a Table,
    column: &str,
) -> Vec<(&'a str, &'a str)> {
    let has = |columns: &[String]| columns.iter().any(|name| name == column);
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, column));
    let mut all: Vec<(&str, &str)> = Vec::new();
    if let (Some(key), Some(own)) = (&table.primary_key, &partition.primary_key)
        && (has(&key.columns) || has(&key.include))
    {
        all.push((&key.name, &own.name));
    }
    let its = |unique: &&Unique| has(&unique.columns) || has(&unique.include);
    for unique in table.uniques.iter().filter(its) {
        let mut own = partition.uniques.iter();
        let own = own.find(|own| {
            own.columns == unique.columns
                && own.include == unique.include
                && own.deferrable == unique.deferrable
                && all.iter().all(|(_, taken)| *taken != own.name)
        });
        all.extend(own.map(|own| (unique.name.as_str(), own.name.as_str())));
    }
    let its = |index: &&Index| {
        has(&index.include)
            || index.filter.as_ref().is_some_and(mentions)
            || index.parts.iter().any(|part| match &part.key {
                IndexKey::Column(name) => name == column,
                IndexKey::Expression(sql) => mentions(sql),
            })
    };
    for index in table.indexes.iter().filter(its) {
        let nameless = |index: &Index| Index {
            name: String::new(),
            comment: None,
            ..index.clone()
        };
        let mut own = partition.indexes.iter();
        let own = own.find(|own| {
            nameless(own) == nameless(index) && all.iter().all(|(_, taken)| *taken != own.name)
        });
        all.extend(own.map(|own| (index.name.as_str(), own.name.as_str())));
    }
    all
}
