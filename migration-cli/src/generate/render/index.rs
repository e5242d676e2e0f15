//! Indexes, unique constraints and foreign keys as builders.

use migration_core::operation::{foreign_key_name, index_name, unique_name};
use migration_core::schema::{ForeignKey, Index, IndexKey, IndexPart, Unique};

use super::{Scope, column, literal};

/// `["a", "b"]`, or `index([desc("a")]).unique().name("…")`.
pub(super) fn index(table: &str, index: &Index, concurrently: bool) -> String {
    let mut options = String::new();
    if index.unique {
        options.push_str(".unique()");
    }
    if index.name != index_name(table, index) {
        options.push_str(&format!(".name({})", literal::string(&index.name)));
    }
    if let Some(filter) = &index.filter {
        options.push_str(&format!(".filter({})", literal::sql(filter)));
    }
    if concurrently {
        options.push_str(".concurrently()");
    }
    let parts = parts(&index.parts);
    if options.is_empty() {
        parts
    } else {
        format!("index({parts}){options}")
    }
}

fn parts(parts: &[IndexPart]) -> String {
    let plain = |part: &IndexPart| match &part.key {
        IndexKey::Column(name) if !part.descending => Some(literal::string(name)),
        _ => None,
    };
    let all: Vec<String> = match parts.iter().map(plain).collect::<Option<Vec<_>>>() {
        Some(plain) => plain,
        None => parts.iter().map(part).collect(),
    };
    format!("[{}]", all.join(", "))
}

fn part(part: &IndexPart) -> String {
    match (&part.key, part.descending) {
        (IndexKey::Column(name), false) => format!("asc({})", literal::string(name)),
        (IndexKey::Column(name), true) => format!("desc({})", literal::string(name)),
        (IndexKey::Expression(sql), descending) => format!(
            "expression({}){}",
            literal::sql(sql),
            if descending { ".descending()" } else { "" }
        ),
    }
}

/// `["a", "b"]`, or `unique([…]).name("…")`.
pub(super) fn unique(table: &str, unique: &Unique) -> String {
    let columns = literal::strings(&unique.columns);
    if unique.name == unique_name(table, &unique.columns) {
        columns
    } else {
        format!("unique({columns}).name({})", literal::string(&unique.name))
    }
}

/// `foreign_key("author_id").references("users", "id").on_delete(Cascade)`
pub(super) fn foreign_key(table: &str, key: &ForeignKey, scope: &mut Scope<'_>) -> String {
    let exported = match key.references_columns.as_slice() {
        [column] => scope.imports.key(&key.references_table, column, None),
        _ => None,
    };
    let target = match exported {
        Some(path) => format!(".references_key({path})"),
        None => format!(
            ".references({}, {})",
            literal::string(&key.references_table),
            literal::columns(&key.references_columns)
        ),
    };
    let name = if key.name == foreign_key_name(table, &key.columns) {
        String::new()
    } else {
        format!(".name({})", literal::string(&key.name))
    };
    format!(
        "foreign_key({}){target}{name}{}",
        literal::columns(&key.columns),
        column::actions(key)
    )
}
