//! The keys that foreign keys refer to. Elsewhere a key over the same columns will do; here they have
//! to stand in the same order in both:
//! <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>

use crate::dialect::Capabilities;
use crate::dialect::problem::Problem;
use crate::operation::Operation;
use crate::schema::{ForeignKey, IndexKey, IndexPart, Schema, Table};

/// That every foreign key finds its key after the operation.
pub(super) fn stands(
    operation: &Operation,
    before: &Schema,
    table: &Table,
    server: &Capabilities,
) -> Result<(), Problem> {
    let target = |key: &ForeignKey| match key.references_table == table.name {
        true => Some(table),
        false => before.table(&key.references_table),
    };
    let is_its_own = |key: &ForeignKey| {
        key.references_table == table.name && key.columns == key.references_columns
    };
    let found = |key: &ForeignKey| match target(key) {
        _ if is_its_own(key) && !server.refers_to_the_same_columns() => Err(Problem::new(
            format!(
                "foreign key {:?} refers to the columns that it is over, which MySQL does not have",
                key.name
            ),
            "leave it out: it says nothing, for every row refers to itself then",
        )),
        Some(target) if !has_key(target, &key.references_columns) => Err(missing(key)),
        _ => Ok(()),
    };
    let mut after = table.clone();
    match operation {
        Operation::CreateTable(_) => return table.foreign_keys.iter().try_for_each(found),
        Operation::AddForeignKey(op) => return found(&op.foreign_key),
        Operation::DropPrimaryKey(_) => after.primary_key = None,
        Operation::DropUnique(op) => after.uniques.retain(|unique| unique.name != op.unique),
        Operation::DropIndex(op) => after.indexes.retain(|index| index.name != op.index),
        _ => return Ok(()),
    }
    let others = before.referrers(&table.name);
    let others = others.filter(|other| other.name != table.name);
    let keys = others.chain([table]).flat_map(|of| &of.foreign_keys);
    let refers = |key: &&ForeignKey| key.references_table == table.name;
    let loses = |key: &&ForeignKey| {
        let has = |table| has_key(table, &key.references_columns);
        has(table) && !has(&after)
    };
    match keys.filter(refers).find(loses) {
        Some(key) => Err(missing(key)),
        None => Ok(()),
    }
}

/// Whether rows are kept apart by these columns, in this order.
fn has_key(table: &Table, columns: &[String]) -> bool {
    let primary = table.primary_key.iter().map(|key| &key.columns);
    let uniques = table.uniques.iter().map(|unique| &unique.columns);
    let mut constraints = primary.chain(uniques);
    let plain = |part: &IndexPart, column: &String| {
        part.prefix.is_none() && part.key == IndexKey::Column(column.clone())
    };
    constraints.any(|key| key == columns)
        || table.indexes.iter().any(|index| {
            let mut pairs = index.parts.iter().zip(columns);
            index.unique
                && index.parts.len() == columns.len()
                && pairs.all(|(part, column)| plain(part, column))
        })
}

fn missing(key: &ForeignKey) -> Problem {
    let columns = key.references_columns.join(", ");
    Problem::new(
        format!(
            "foreign key {:?} refers to ({columns}), and table {:?} has no key over these columns in this order, \
             which MySQL and MariaDB ask for",
            key.name, key.references_table
        ),
        "name the columns on both sides in the order of the key that is referred to, or create a unique index in \
         this order first",
    )
}
