//! The constraints of a new table: clauses of `CREATE TABLE`, and those that come behind it.

use super::constraint::{add_check_sql, alter, check, exclusion, foreign_key, primary_key, unique};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement};
use crate::schema::{Deferrable, Enforcement, Exclusion, ForeignKey, Table};

/// Every constraint of the table, each on a line of its own behind the columns.
pub(super) fn clauses(
    out: &mut String,
    table: &Table,
    server: &Capabilities,
) -> Result<(), Problem> {
    const LINE: &str = ",\n    ";
    if let Some(key) = &table.primary_key {
        out.push_str(LINE);
        primary_key(out, key);
    }
    for (i, each) in table.uniques.iter().enumerate() {
        if !is_merged(table, i) {
            out.push_str(LINE);
            unique(out, each, server)?;
        }
    }
    for key in table
        .foreign_keys
        .iter()
        .filter(|key| is_a_clause(key.enforcement) && !is_over_index(table, key))
    {
        out.push_str(LINE);
        foreign_key(out, key, server)?;
    }
    for each in table
        .checks
        .iter()
        .filter(|each| is_a_clause(each.enforcement))
    {
        out.push_str(LINE);
        check(out, table, each, server)?;
    }
    for (i, each) in table.exclusions.iter().enumerate() {
        if !is_merged_exclusion(table, i) {
            out.push_str(LINE);
            exclusion(out, table, each)?;
        }
    }
    Ok(())
}

/// The same for an exclusion constraint like one before it.
fn is_merged_exclusion(table: &Table, at: usize) -> bool {
    let nameless = |each: &Exclusion| Exclusion {
        name: String::new(),
        comment: None,
        ..each.clone()
    };
    let one = nameless(&table.exclusions[at]);
    let mut before = table.exclusions[..at].iter();
    before.any(|other| nameless(other) == one)
}

/// Whether `CREATE TABLE` would silently make one of this unique constraint and a key or
/// unique constraint over the same columns before it; as a statement of its own it stays.
/// <https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-UNIQUE>
fn is_merged(table: &Table, at: usize) -> bool {
    let columns = &table.uniques[at].columns;
    let key = table.primary_key.iter().map(|key| &key.columns);
    let before = table.uniques[..at].iter().map(|each| &each.columns);
    key.chain(before).any(|other| other == columns)
}

/// The unique and exclusion constraints that are added behind `CREATE TABLE`.
pub(super) fn repeated(table: &Table, server: &Capabilities) -> Result<Vec<Statement>, Problem> {
    let uniques = (0..table.uniques.len())
        .filter(|at| is_merged(table, *at))
        .map(|at| {
            let mut sql = alter(&table.name, "ADD ");
            unique(&mut sql, &table.uniques[at], server)?;
            Ok(Statement::Run(sql))
        });
    let exclusions = (0..table.exclusions.len())
        .filter(|at| is_merged_exclusion(table, *at))
        .map(|at| {
            let mut sql = alter(&table.name, "ADD ");
            exclusion(&mut sql, table, &table.exclusions[at])?;
            Ok(Statement::Run(sql))
        });
    uniques.chain(exclusions).collect()
}

/// In `CREATE TABLE` the words `NOT VALID` have no effect: the table is empty.
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT>
fn is_a_clause(enforcement: Enforcement) -> bool {
    enforcement != Enforcement::NewRows
}

/// Whether a foreign key to its own table refers to columns that an index alone makes unique: it
/// comes behind the index.
fn is_over_index(table: &Table, key: &ForeignKey) -> bool {
    let same = |columns: &[String]| {
        let others = &key.references_columns;
        columns.len() == others.len() && others.iter().all(|column| columns.contains(column))
    };
    // One that is looked at later is none that a foreign key may refer to.
    let at_once = |deferrable| deferrable == Deferrable::No;
    let mut keys = table.primary_key.iter();
    let mut uniques = table.uniques.iter();
    key.references_table == table.name
        && !keys.any(|key| at_once(key.deferrable) && same(&key.columns))
        && !uniques.any(|unique| at_once(unique.deferrable) && same(&unique.columns))
}

/// The constraints of a new table that cannot be clauses of it.
pub(super) fn behind(table: &Table, server: &Capabilities) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for key in table
        .foreign_keys
        .iter()
        .filter(|key| !is_a_clause(key.enforcement) || is_over_index(table, key))
    {
        let mut sql = alter(&table.name, "ADD ");
        foreign_key(&mut sql, key, server)?;
        statements.push(Statement::Run(sql));
    }
    for each in table
        .checks
        .iter()
        .filter(|each| !is_a_clause(each.enforcement))
    {
        statements.push(Statement::Run(add_check_sql(table, each, server)?));
    }
    Ok(statements)
}
