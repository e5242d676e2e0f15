//! Indexes and their parts as builders.

use migration_core::operation::index_name;
use migration_core::schema::{Index, IndexKey, IndexMethod, IndexPart, NullsOrder};

use super::literal;

/// `["a", "b"]`, or `index([desc("a")]).unique().name("…")`.
pub(super) fn index(table: &str, of: &Index, concurrently: bool) -> String {
    let Index {
        name,
        parts,
        unique,
        filter,
        method,
        include,
        nulls_not_distinct,
        invisible,
        storage,
        comment,
    } = of;
    let mut options = String::new();
    if *unique {
        options.push_str(".unique()");
    }
    if *name != index_name(table, of) {
        options.push_str(&format!(".name({})", literal::string(name)));
    }
    if let Some(method) = method {
        options.push_str(&format!(".method({})", self::method(method)));
    }
    if !include.is_empty() {
        options.push_str(&format!(".include({})", literal::columns(include)));
    }
    if let Some(filter) = filter {
        options.push_str(&format!(".filter({})", literal::sql(filter)));
    }
    if *nulls_not_distinct {
        options.push_str(".nulls_not_distinct()");
    }
    if *invisible {
        options.push_str(".invisible()");
    }
    for (parameter, value) in storage {
        let (parameter, value) = (literal::string(parameter), literal::string(value));
        options.push_str(&format!(".with({parameter}, {value})"));
    }
    if let Some(comment) = comment {
        options.push_str(&format!(".comment({})", literal::string(comment)));
    }
    if concurrently {
        options.push_str(".concurrently()");
    }
    let parts = self::parts(parts);
    if options.is_empty() {
        parts
    } else {
        format!("index({parts}){options}")
    }
}

/// The column of an index that is the one that `.index()` behind the column makes.
pub(super) fn plain<'a>(table: &str, index: &'a Index) -> Option<&'a str> {
    let column = index.columns().next()?;
    let plain = Index {
        name: index_name(table, index),
        parts: vec![IndexPart::column(column)],
        ..Index::default()
    };
    (*index == plain).then_some(column)
}

/// The plain index over columns, under the name that follows from them.
pub(super) fn over(table: &str, columns: &[String]) -> Index {
    let mut index = Index {
        parts: columns.iter().map(IndexPart::column).collect(),
        ..Index::default()
    };
    index.name = index_name(table, &index);
    index
}

/// `unique_among_living(["email"])`, if it is the index that this makes.
pub(super) fn among_living(table: &str, index: &Index) -> Option<String> {
    let columns: Vec<String> = index.columns().map(str::to_owned).collect();
    let mut living = Index {
        unique: true,
        filter: Some("deleted_at IS NULL".into()),
        ..over(table, &columns)
    };
    living.name = index_name(table, &living);
    (*index == living).then(|| format!("unique_among_living({})", literal::columns(&columns)))
}

/// The argument of `.method(…)`.
pub(super) fn method(method: &IndexMethod) -> String {
    let name = method.as_str();
    // A name that is one of ours would become ours.
    match method {
        IndexMethod::Other(_) if IndexMethod::from(name) != *method => {
            format!("IndexMethod::Other({}.to_owned())", literal::string(name))
        }
        _ => literal::string(name),
    }
}

pub(super) fn parts(parts: &[IndexPart]) -> String {
    let plain = |part: &IndexPart| match &part.key {
        IndexKey::Column(name) if !part.descending && part.is_plain() => {
            Some(literal::string(name))
        }
        _ => None,
    };
    match parts.iter().map(plain).collect::<Option<Vec<_>>>() {
        Some(plain) if plain.is_empty() => literal::strings::<&str>(&[]),
        Some(plain) => format!("[{}]", plain.join(", ")),
        None => {
            let all: Vec<String> = parts.iter().map(part).collect();
            format!("[{}]", all.join(", "))
        }
    }
}

/// `asc("a")`, `desc("a").nulls_last()`, `expression("lower(a)")`
pub(super) fn part(part: &IndexPart) -> String {
    let IndexPart {
        key,
        descending,
        nulls,
        collation,
        operator_class,
        prefix,
    } = part;
    let mut out = match (key, descending) {
        (IndexKey::Column(name), false) => format!("asc({})", literal::string(name)),
        (IndexKey::Column(name), true) => format!("desc({})", literal::string(name)),
        (IndexKey::Expression(sql), false) => format!("expression({})", literal::sql(sql)),
        (IndexKey::Expression(sql), true) => {
            format!("expression({}).descending()", literal::sql(sql))
        }
    };
    match nulls {
        Some(NullsOrder::First) => out.push_str(".nulls_first()"),
        Some(NullsOrder::Last) => out.push_str(".nulls_last()"),
        None => {}
    }
    if let Some(collation) = collation {
        out.push_str(&format!(".collate({})", literal::sql(collation)));
    }
    if let Some(class) = operator_class {
        out.push_str(&format!(".operator_class({})", literal::string(class)));
    }
    if let Some(length) = prefix {
        out.push_str(&format!(".prefix({length})"));
    }
    out
}
