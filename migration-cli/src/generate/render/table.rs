use migration_core::operation::ExistingRows;
use migration_core::schema::{RowSecurity, Table, TableOptions};

use super::sugar::{self, Sugar};
use super::{Scope, column, constraint, index, literal, partition};

/// `schema.create_table("posts", |t| { … });`
pub(super) fn create(table: &Table, scope: &mut Scope<'_>) -> String {
    let rest = sugar::joining(table);
    let is_joining = rest.is_some();
    let table = rest.as_ref().unwrap_or(table);
    let Table {
        name,
        columns,
        primary_key,
        uniques,
        foreign_keys,
        checks,
        exclusions,
        indexes,
        comment,
        options,
        partitioning,
        partition_of,
    } = table;
    let mut lines = Vec::new();
    let sugar = Sugar::of(table);
    let mut columns = columns.as_slice();
    while let Some((first, rest)) = columns.split_first() {
        let (line, used) = match sugar.whole(table, columns) {
            // The first two columns of a joining table stand in the call itself.
            Some(said) if !is_joining || lines.len() >= 2 => said,
            _ => {
                let companions = sugar.companions(table, &first.name);
                let rows = ExistingRows::Default;
                let text = column::column(name, first, &rows, &companions, scope);
                match is_joining && lines.len() < 2 {
                    true => (text, 1),
                    false => (format!("column({text})"), 1),
                }
            }
        };
        lines.push(line);
        columns = &rest[used - 1..];
    }
    if let Some(key) = primary_key.as_ref().filter(|_| !sugar.key_is_id) {
        lines.push(format!(
            "primary_key({})",
            constraint::primary_key(name, key)
        ));
    }
    for unique in &uniques[sugar.uniques..] {
        lines.push(format!("unique({})", constraint::unique(name, unique)));
    }
    for check in &checks[sugar.checks..] {
        lines.push(constraint::check_method(check));
    }
    for exclusion in exclusions {
        lines.push(format!("exclusion({})", constraint::exclusion(exclusion)));
    }
    for wanted in &indexes[sugar.indexes..] {
        lines.push(match index::among_living(name, wanted) {
            Some(call) => call,
            None => format!("index({})", index::index(name, wanted, false)),
        });
    }
    for key in &foreign_keys[sugar.foreign_keys..] {
        let key = constraint::foreign_key(name, key, scope);
        lines.push(format!("foreign_key({key})"));
    }
    lines.extend(option_methods(options));
    if let Some(comment) = comment {
        lines.push(format!("comment({})", literal::string(comment)));
    }
    lines.extend(partitioning.as_deref().map(partition::divided));
    lines.extend(partition_of.as_deref().map(partition::part_of));
    let called = literal::string(name);
    let head = if is_joining {
        let sides: Vec<String> = lines.drain(..2).collect();
        let argument = if lines.is_empty() { "_" } else { "t" };
        format!(
            "create_join_table({called}, {}, |{argument}| {{",
            sides.join(", ")
        )
    } else {
        format!("create_table({called}, |t| {{")
    };
    let lines: Vec<String> = lines.iter().map(|line| format!("t.{line};")).collect();
    scope.block(&head, &lines)
}

fn option_methods(options: &TableOptions) -> Vec<String> {
    let TableOptions {
        strict,
        without_rowid,
        unlogged,
        row_security,
        engine,
        charset,
        collation,
    } = options;
    let mut lines = Vec::new();
    for (said, method) in [
        (strict, "strict"),
        (without_rowid, "without_rowid"),
        (unlogged, "unlogged"),
    ] {
        if *said {
            lines.push(format!("{method}()"));
        }
    }
    if *row_security != RowSecurity::Off {
        lines.push(format!("row_security({})", security(*row_security)));
    }
    for (said, method) in [
        (engine, "engine"),
        (charset, "charset"),
        (collation, "collation"),
    ] {
        if let Some(name) = said {
            lines.push(format!("{method}({})", literal::string(name)));
        }
    }
    lines
}

/// `TableOptions { strict: true, ..TableOptions::default() }`
pub(super) fn options(options: &TableOptions) -> String {
    let TableOptions {
        strict,
        without_rowid,
        unlogged,
        row_security,
        engine,
        charset,
        collation,
    } = options;
    let flag = |said: bool, field: &str| said.then(|| format!("{field}: true"));
    let name = |said: &Option<String>, field: &str| {
        let name = literal::string(said.as_ref()?);
        Some(format!("{field}: Some({name}.to_owned())"))
    };
    let security = (*row_security != RowSecurity::Off)
        .then(|| format!("row_security: {}", security(*row_security)));
    literal::fields(
        "TableOptions",
        [
            flag(*strict, "strict"),
            flag(*without_rowid, "without_rowid"),
            flag(*unlogged, "unlogged"),
            security,
            name(engine, "engine"),
            name(charset, "charset"),
            name(collation, "collation"),
        ],
    )
}

const fn security(security: RowSecurity) -> &'static str {
    match security {
        RowSecurity::Off => "RowSecurity::Off",
        RowSecurity::On => "RowSecurity::On",
        RowSecurity::Forced => "RowSecurity::Forced",
    }
}
