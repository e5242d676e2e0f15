//! Keys, unique constraints, foreign keys and checks: as clauses of `CREATE TABLE`, and
//! added to and dropped from a table.

use super::literal::{name, names};
use super::{expression, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{
    AddCheck, AddForeignKey, AddPrimaryKey, AddUnique, DropCheck, DropForeignKey, DropUnique,
};
use crate::schema::{Check, ForeignKey, IndexKey, PrimaryKey, ReferentialAction, Table, Unique};

/// ``ALTER TABLE `t` …``
pub(super) fn alter(table: &str, action: &str) -> String {
    let mut sql = String::with_capacity(64);
    sql.push_str("ALTER TABLE ");
    name(&mut sql, table);
    sql.push(' ');
    sql.push_str(action);
    sql
}

/// Every constraint of the table, each on a line of its own behind the columns.
pub(super) fn clauses(out: &mut String, table: &Table) -> Result<(), Problem> {
    const LINE: &str = ",\n    ";
    if let Some(key) = &table.primary_key {
        out.push_str(LINE);
        primary_key(out, table, key)?;
    }
    for each in &table.uniques {
        out.push_str(LINE);
        unique(out, table, each)?;
    }
    for key in &table.foreign_keys {
        out.push_str(LINE);
        foreign_key(out, table, key)?;
    }
    for each in &table.checks {
        out.push_str(LINE);
        check(out, table, each)?;
    }
    Ok(())
}

fn begin(out: &mut String, constraint: &str) {
    out.push_str("CONSTRAINT ");
    name(out, constraint);
    out.push(' ');
}

/// Every primary key is called `PRIMARY`, whatever name it is given.
fn primary_key(out: &mut String, table: &Table, key: &PrimaryKey) -> Result<(), Problem> {
    let columns = key.columns.iter().map(String::as_str);
    types::can_be_key(table, "the primary key", columns)?;
    out.push_str("PRIMARY KEY ");
    names(out, &key.columns);
    Ok(())
}

fn unique(out: &mut String, table: &Table, unique: &Unique) -> Result<(), Problem> {
    let columns = unique.columns.iter().map(String::as_str);
    types::can_be_key(
        table,
        &format!("unique constraint {:?}", unique.name),
        columns,
    )?;
    begin(out, &unique.name);
    out.push_str("UNIQUE ");
    names(out, &unique.columns);
    Ok(())
}

fn foreign_key(out: &mut String, table: &Table, key: &ForeignKey) -> Result<(), Problem> {
    let columns = key.columns.iter().map(String::as_str);
    types::can_be_key(table, &format!("foreign key {:?}", key.name), columns)?;
    begin(out, &key.name);
    out.push_str("FOREIGN KEY ");
    names(out, &key.columns);
    out.push_str(" REFERENCES ");
    name(out, &key.references_table);
    out.push(' ');
    names(out, &key.references_columns);
    for (event, action) in [
        (" ON DELETE ", key.on_delete),
        (" ON UPDATE ", key.on_update),
    ] {
        match action {
            ReferentialAction::NoAction => {}
            // https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
            ReferentialAction::SetDefault => {
                return Err(Problem::new(
                    format!(
                        "foreign key {:?} has the action SET DEFAULT, which InnoDB does not know",
                        key.name
                    ),
                    "use SET NULL, or NO ACTION and set the columns yourself",
                ));
            }
            _ => {
                out.push_str(event);
                out.push_str(action.as_sql());
            }
        }
    }
    Ok(())
}

fn check(out: &mut String, table: &Table, check: &Check) -> Result<(), Problem> {
    begin(out, &check.name);
    out.push_str("CHECK (");
    out.push_str(&expression::of(&check.expression, table, || {
        format!("check {:?}", check.name)
    })?);
    out.push(')');
    Ok(())
}

fn step(sql: String) -> Step {
    Step::new("", vec![Statement::Run(sql)])
}

pub(super) fn add_foreign_key(op: &AddForeignKey, table: &Table) -> Result<Step, Problem> {
    Ok(step(add_foreign_key_sql(table, &op.foreign_key)?))
}

fn add_foreign_key_sql(table: &Table, key: &ForeignKey) -> Result<String, Problem> {
    let mut sql = alter(&table.name, "ADD ");
    foreign_key(&mut sql, table, key)?;
    Ok(sql)
}

pub(super) fn drop_foreign_key(
    op: &DropForeignKey,
    table: &Table,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let Some(key) = table.foreign_key(&op.foreign_key) else {
        return Err(text::missing(&format!("foreign key {:?}", op.foreign_key)));
    };
    Ok(step(drop_foreign_key_sql(table, key, server)))
}

/// Drops a foreign key, and the index that the server made for it under its name:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
pub(super) fn drop_foreign_key_sql(
    table: &Table,
    key: &ForeignKey,
    server: &Capabilities,
) -> String {
    let mut sql = alter(&table.name, "DROP FOREIGN KEY ");
    name(&mut sql, &key.name);
    if has_index_of_its_own(table, key) {
        sql.push_str(match server.drops_index_if_exists() {
            true => ", DROP INDEX IF EXISTS ",
            false => ", DROP INDEX ",
        });
        name(&mut sql, &key.name);
    }
    sql
}

/// Whether the server keeps an index for the foreign key alone. It makes one where no key
/// serves, and takes it away when one is added that does.
pub(super) fn has_index_of_its_own(table: &Table, key: &ForeignKey) -> bool {
    let is_declared = table.index(&key.name).is_some() || table.unique(&key.name).is_some();
    // Which of the two the index is named after depends on what came first.
    let shares = table.foreign_keys.iter().any(|other| {
        other.name != key.name
            && (key.columns.starts_with(&other.columns) || other.columns.starts_with(&key.columns))
    });
    !is_declared && !shares && !keys(table).any(|by| serves(&by, key))
}

/// Whether an index over these columns can be the foreign key's.
fn serves(by: &[&str], key: &ForeignKey) -> bool {
    by.len() >= key.columns.len() && key.columns.iter().zip(by).all(|(a, b)| a == b)
}

/// Drops a foreign key alone.
fn drop_foreign_key_only(table: &str, key: &str) -> String {
    let mut sql = alter(table, "DROP FOREIGN KEY ");
    name(&mut sql, key);
    sql
}

pub(super) fn add_check(op: &AddCheck, table: &Table) -> Result<Step, Problem> {
    Ok(step(add_check_sql(table, &op.check)?))
}

pub(super) fn add_check_sql(table: &Table, each: &Check) -> Result<String, Problem> {
    let mut sql = alter(&table.name, "ADD ");
    check(&mut sql, table, each)?;
    Ok(sql)
}

pub(super) fn drop_check(op: &DropCheck) -> Step {
    step(drop_constraint(&op.table, &op.check))
}

pub(super) fn drop_constraint(table: &str, constraint: &str) -> String {
    let mut sql = alter(table, "DROP CONSTRAINT ");
    name(&mut sql, constraint);
    sql
}

pub(super) fn add_unique(op: &AddUnique, table: &Table) -> Result<Step, Problem> {
    let mut sql = alter(&op.table, "ADD ");
    unique(&mut sql, table, &op.unique)?;
    Ok(step(sql))
}

pub(super) fn drop_unique(op: &DropUnique, table: &Table) -> Result<Step, Problem> {
    let Some(unique) = table.unique(&op.unique) else {
        return Err(text::missing(&format!("unique constraint {:?}", op.unique)));
    };
    let columns: Vec<&str> = unique.columns.iter().map(String::as_str).collect();
    let mut sql = alter(&op.table, "DROP INDEX ");
    name(&mut sql, &op.unique);
    without_key(table, &columns, sql)
}

pub(super) fn add_primary_key(op: &AddPrimaryKey, table: &Table) -> Result<Step, Problem> {
    let mut sql = alter(&op.table, "ADD ");
    primary_key(&mut sql, table, &op.primary_key)?;
    Ok(step(sql))
}

pub(super) fn drop_primary_key(table: &Table) -> Result<Step, Problem> {
    let Some(key) = &table.primary_key else {
        return Err(text::missing("the primary key"));
    };
    let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
    without_key(table, &columns, alter(&table.name, "DROP PRIMARY KEY"))
}

/// The columns of every key that can serve a foreign key.
pub(super) fn keys(table: &Table) -> impl Iterator<Item = Vec<&str>> {
    let primary = table.primary_key.iter().map(|key| &key.columns);
    let uniques = table.uniques.iter().map(|unique| &unique.columns);
    let constraints = primary
        .chain(uniques)
        .map(|columns| columns.iter().map(String::as_str).collect());
    let indexes = table.indexes.iter().map(|index| {
        index
            .parts
            .iter()
            .map_while(|part| match &part.key {
                IndexKey::Column(column) => Some(column.as_str()),
                IndexKey::Expression(_) => None,
            })
            .collect()
    });
    constraints.chain(indexes)
}

/// Drops a key over `columns` with `sql`. A foreign key that has no other index holds on to
/// this one; it is dropped first and added again, and the server makes it an index of its own:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
pub(super) fn without_key(table: &Table, columns: &[&str], sql: String) -> Result<Step, Problem> {
    let served: Vec<&ForeignKey> = table
        .foreign_keys
        .iter()
        .filter(|key| serves(columns, key) && keys(table).filter(|by| serves(by, key)).count() < 2)
        .collect();
    let mut statements = Vec::new();
    for key in &served {
        let sql = drop_foreign_key_only(&table.name, &key.name);
        statements.push(Statement::Run(sql));
    }
    statements.push(Statement::Run(sql));
    for key in &served {
        statements.push(Statement::Run(add_foreign_key_sql(table, key)?));
    }
    Ok(Step::new("", statements))
}
