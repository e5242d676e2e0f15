//! Changes of what is there.

use migration_core::operation::{AlterColumn, AlterIndex, AlterTable, Change};

use super::{Scope, default, literal, table, types};

pub(super) fn column(op: &AlterColumn, scope: &Scope<'_>) -> String {
    let AlterColumn {
        table,
        column,
        ty,
        using,
        nullable,
        default,
        identity,
        generated,
        collation,
        charset,
        touched_on_update,
        comment,
    } = op;
    let mut lines = Vec::new();
    if let Some(ty) = ty {
        let using = match using {
            Some(sql) => format!(".using({})", literal::sql(sql)),
            None => String::new(),
        };
        lines.push(format!("set_type({}){using}", types::bare_type(ty)));
    }
    match nullable {
        Some(true) => lines.push("set_nullable()".to_owned()),
        Some(false) => lines.push("set_not_null()".to_owned()),
        None => {}
    }
    change(&mut lines, "default", default, default::untyped);
    change(&mut lines, "identity", identity, default::identity);
    match generated {
        Some(Change::Set(to)) => {
            let method = match to.stored {
                true => "set_generated",
                false => "set_generated_virtual",
            };
            lines.push(format!("{method}({})", literal::sql(&to.expression)));
        }
        Some(Change::Drop) => lines.push("drop_generated()".to_owned()),
        None => {}
    }
    change(&mut lines, "collation", collation, literal::sql);
    change(&mut lines, "charset", charset, |name| literal::string(name));
    if let Some(touched) = touched_on_update {
        lines.push(format!("set_touched_on_update({touched})"));
    }
    change(&mut lines, "comment", comment, |text| literal::string(text));
    let (table, column) = (literal::string(table), literal::string(column));
    scope.block(
        &format!("alter_column({table}, {column}, |c| {{"),
        &on("c", lines),
    )
}

pub(super) fn table(op: &AlterTable, scope: &Scope<'_>) -> String {
    let AlterTable {
        table,
        comment,
        options,
    } = op;
    let mut lines = Vec::new();
    change(&mut lines, "comment", comment, |text| literal::string(text));
    if let Some(options) = options {
        lines.push(format!("set_options({})", table::options(options)));
    }
    let table = literal::string(table);
    scope.block(&format!("alter_table({table}, |t| {{"), &on("t", lines))
}

pub(super) fn index(op: &AlterIndex, scope: &Scope<'_>) -> String {
    let AlterIndex {
        table,
        index,
        invisible,
        comment,
    } = op;
    let mut lines = Vec::new();
    match invisible {
        Some(true) => lines.push("set_invisible()".to_owned()),
        Some(false) => lines.push("set_visible()".to_owned()),
        None => {}
    }
    change(&mut lines, "comment", comment, |text| literal::string(text));
    let (table, index) = (literal::string(table), literal::string(index));
    scope.block(
        &format!("alter_index({table}, {index}, |i| {{"),
        &on("i", lines),
    )
}

/// `set_…(…)` or `drop_…()`, if anything changes.
fn change<T>(
    lines: &mut Vec<String>,
    what: &str,
    change: &Option<Change<T>>,
    value: impl Fn(&T) -> String,
) {
    match change {
        Some(Change::Set(to)) => lines.push(format!("set_{what}({})", value(to))),
        Some(Change::Drop) => lines.push(format!("drop_{what}()")),
        None => {}
    }
}

/// Each line as a statement on the closure's argument.
fn on(argument: &str, lines: Vec<String>) -> Vec<String> {
    lines
        .into_iter()
        .map(|line| format!("{argument}.{line};"))
        .collect()
}
