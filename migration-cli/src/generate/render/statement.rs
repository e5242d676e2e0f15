use migration_core::operation::{
    AlterColumn, Backfill, Change, CreateIndex, DataReverse, Operation, SqlReverse, check_name,
    foreign_key_name, index_name, primary_key_name, unique_name,
};
use migration_core::schema::{ForeignKey, Index, IndexPart};

use super::column::Companions;
use super::{Scope, column, default, indented, index, literal, table};

/// The indentation of a statement within `up`.
const INDENT: usize = 8;

/// Every operation as a statement. What the DSL writes behind a column is taken together.
pub(super) fn all(operations: &[Operation], scope: &mut Scope<'_>) -> Vec<String> {
    let mut statements = Vec::new();
    let mut rest = operations;
    while let Some((first, after)) = rest.split_first() {
        let (text, used) = match first {
            Operation::AddColumn(_) => add_column(first, after, scope),
            other => (one(other, scope), 0),
        };
        statements.push(text);
        rest = &after[used..];
    }
    statements
}

fn one(operation: &Operation, scope: &mut Scope<'_>) -> String {
    let text = literal::string;
    let line = match operation {
        Operation::CreateTable(op) => return table::create(&op.table, scope, INDENT),
        Operation::AddColumn(_) => return add_column(operation, &[], scope).0,
        Operation::AlterColumn(op) => return alter_column(op),
        Operation::DropTable(op) => format!("drop_table({})", text(&op.table)),
        Operation::RenameTable(op) => {
            format!("rename_table({}, {})", text(&op.from), text(&op.to))
        }
        Operation::DropColumn(op) => {
            format!("drop_column({}, {})", text(&op.table), text(&op.column))
        }
        Operation::RenameColumn(op) => format!(
            "rename_column({}, {}, {})",
            text(&op.table),
            text(&op.from),
            text(&op.to)
        ),
        Operation::CreateIndex(op) => format!(
            "add_index({}, {})",
            text(&op.table),
            index::index(&op.table, &op.index, op.concurrently)
        ),
        Operation::DropIndex(op) => format!(
            "{}({}, {})",
            if op.concurrently {
                "drop_index_concurrently"
            } else {
                "drop_index"
            },
            text(&op.table),
            text(&op.index)
        ),
        Operation::AddForeignKey(op) => format!(
            "add_foreign_key({}, {})",
            text(&op.table),
            index::foreign_key(&op.table, &op.foreign_key, scope)
        ),
        Operation::DropForeignKey(op) => format!(
            "drop_foreign_key({}, {})",
            text(&op.table),
            text(&op.foreign_key)
        ),
        Operation::AddCheck(op) => format!(
            "add_check({}, {}, {})",
            text(&op.table),
            text(&op.check.name),
            literal::sql(&op.check.expression)
        ),
        Operation::DropCheck(op) => {
            format!("drop_check({}, {})", text(&op.table), text(&op.check))
        }
        Operation::AddUnique(op) => format!(
            "add_unique({}, {})",
            text(&op.table),
            index::unique(&op.table, &op.unique)
        ),
        Operation::DropUnique(op) => {
            format!("drop_unique({}, {})", text(&op.table), text(&op.unique))
        }
        Operation::AddPrimaryKey(op) => {
            let columns = literal::columns(&op.primary_key.columns);
            if op.primary_key.name == primary_key_name(&op.table) {
                format!("add_primary_key({}, {columns})", text(&op.table))
            } else {
                format!(
                    "add_named_primary_key({}, {}, {columns})",
                    text(&op.table),
                    text(&op.primary_key.name)
                )
            }
        }
        Operation::DropPrimaryKey(op) => format!("drop_primary_key({})", text(&op.table)),
        Operation::Sql(op) => {
            let reverse = match &op.down {
                SqlReverse::Text(sql) => format!(".reverse({})", literal::sql(sql)),
                SqlReverse::Nothing => ".nothing_to_reverse()".to_owned(),
                SqlReverse::None => String::new(),
            };
            format!("sql({}){reverse}", literal::sql(&op.up))
        }
        Operation::Backfill(op) => backfill(op),
        Operation::Data(op) => {
            let reverse = match &op.down {
                DataReverse::Code(code) => format!(".reverse({})", code.name),
                DataReverse::Nothing => ".nothing_to_reverse()".to_owned(),
                DataReverse::None => String::new(),
            };
            format!("data({}){reverse}", op.up.name)
        }
        // No template makes these yet.
        other => format!("/* {} */", other.describe()),
    };
    indented(INDENT, &format!("schema.{line};"))
}

/// A column with the operations behind it that `.unique()`, `.index()` and so on record, in
/// the order in which they record them; and how many of those there are.
fn add_column(first: &Operation, after: &[Operation], scope: &mut Scope<'_>) -> (String, usize) {
    let Operation::AddColumn(op) = first else {
        return (String::new(), 0);
    };
    let name = op.column.name.as_str();
    let mut companions = Companions::default();
    let mut used = 0;
    // Each kind once and in this order, checks excepted: 0 checks, 1 unique, 2 index, 3 key.
    let mut stage = 0;
    for next in after {
        if next.table() != Some(&op.table) {
            break;
        }
        match next {
            Operation::AddCheck(next) if stage == 0 => {
                let base = check_name(&op.table, name);
                let expected = match companions.checks.len() {
                    0 => base,
                    n => format!("{base}{}", n + 1),
                };
                if next.check.name != expected {
                    break;
                }
                companions.checks.push(&next.check.expression);
            }
            Operation::AddUnique(next)
                if stage < 1
                    && next.unique.columns == [name]
                    && next.unique.name == unique_name(&op.table, &next.unique.columns) =>
            {
                companions.unique = true;
                stage = 1;
            }
            Operation::CreateIndex(next) if stage < 2 && is_plain_index(next, name) => {
                companions.index = true;
                stage = 2;
            }
            Operation::AddForeignKey(next)
                if stage < 3 && is_plain_key(&op.table, &next.foreign_key, name) =>
            {
                companions.foreign_key = Some(&next.foreign_key);
                stage = 3;
            }
            _ => break,
        }
        used += 1;
    }
    let column = column::column(&op.table, &op.column, &op.existing_rows, &companions, scope);
    let statement = format!(
        "schema.add_column({}, {column});",
        literal::string(&op.table)
    );
    (indented(INDENT, &statement), used)
}

fn is_plain_index(op: &CreateIndex, column: &str) -> bool {
    let plain = Index {
        name: index_name(&op.table, &op.index),
        parts: vec![IndexPart::column(column)],
        ..Index::default()
    };
    !op.concurrently && op.index == plain
}

fn is_plain_key(table: &str, key: &ForeignKey, column: &str) -> bool {
    key.columns == [column]
        && key.references_columns.len() == 1
        && key.name == foreign_key_name(table, &key.columns)
}

fn alter_column(op: &AlterColumn) -> String {
    let mut lines = Vec::new();
    if let Some(ty) = &op.ty {
        let using = match &op.using {
            Some(sql) => format!(".using({})", literal::sql(sql)),
            None => String::new(),
        };
        lines.push(format!("c.set_type({}){using};", column::bare_type(ty)));
    }
    match op.nullable {
        Some(true) => lines.push("c.set_nullable();".to_owned()),
        Some(false) => lines.push("c.set_not_null();".to_owned()),
        None => {}
    }
    match &op.default {
        Some(Change::Set(value)) => {
            lines.push(format!("c.set_default({});", default::untyped(value)));
        }
        Some(Change::Drop) => lines.push("c.drop_default();".to_owned()),
        None => {}
    }
    let mut out = indented(
        INDENT,
        &format!(
            "schema.alter_column({}, {}, |c| {{\n",
            literal::string(&op.table),
            literal::string(&op.column)
        ),
    );
    for line in lines {
        out.push_str(&indented(INDENT + 4, &line));
        out.push('\n');
    }
    out + &indented(INDENT, "});")
}

fn backfill(op: &Backfill) -> String {
    let mut out = format!("backfill({})", literal::string(&op.table));
    let part = |out: &mut String, backfill: &Backfill, suffix: &str| {
        for (column, sql) in &backfill.set {
            out.push_str(&format!(
                ".set{suffix}({}, {})",
                literal::string(column),
                literal::sql(sql)
            ));
        }
        if let Some(filter) = &backfill.filter {
            out.push_str(&format!(".filter{suffix}({})", literal::sql(filter)));
        }
    };
    part(&mut out, op, "");
    if let Some(reverse) = &op.reverse {
        part(&mut out, reverse, "_reverse");
    }
    out
}
