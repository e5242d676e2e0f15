//! Names, weighted to the nasty, and expressions that hold them in each dialect's quotes.

use fastrand::Rng;
use migration_core::schema::{Schema, SqlText, in_namespace};

const PLAIN: [&str; 10] = [
    "users", "posts", "title", "rank", "amount", "created", "kind", "note", "parent", "code",
];

const NASTY: [&str; 14] = [
    "order",
    "select",
    "group",
    "a\"b",
    "a`b",
    "it's",
    "größe",
    "two words",
    "MiXed",
    "per%cent",
    "back\\slash",
    "semi;colon",
    "--dash",
    "\u{4e16}\u{754c}",
];

/// A name, and a number behind it so that it is seldom taken.
pub(crate) fn fresh(rng: &mut Rng) -> String {
    let base = match rng.u8(0..4) {
        0 => NASTY[rng.usize(0..NASTY.len())],
        _ => PLAIN[rng.usize(0..PLAIN.len())],
    };
    match rng.u8(0..4) {
        0 => base.to_owned(),
        _ => format!("{base}_{}", rng.u16(0..1000)),
    }
}

/// The name of something that is in a namespace or in none: now and then in one of those there are.
pub(crate) fn placed(rng: &mut Rng, schema: &Schema) -> String {
    let local = fresh(rng);
    in_some(rng, &local, schema)
}

/// The name put into one of the namespaces that there are, or into none.
pub(crate) fn in_some(rng: &mut Rng, local: &str, schema: &Schema) -> String {
    let namespaces: Vec<&str> = schema.namespaces().collect();
    if namespaces.is_empty() || rng.u8(0..3) == 0 {
        return local.to_owned();
    }
    format!("{}.{local}", namespaces[rng.usize(0..namespaces.len())])
}

/// A name in quotes, each of its parts where it is in a namespace.
pub(crate) fn in_quotes(name: &str, quote: char) -> String {
    let quoted = |name: &str| {
        let doubled = name.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{doubled}{quote}")
    };
    match in_namespace(name) {
        (Some(namespace), local) => format!("{}.{}", quoted(namespace), quoted(local)),
        (None, name) => quoted(name),
    }
}

/// The name in each dialect's quotes, put into an expression.
pub(crate) fn expression(names: &[&str], write: impl Fn(&[String]) -> String) -> SqlText {
    let quoted =
        |quote: char| -> Vec<String> { names.iter().map(|name| in_quotes(name, quote)).collect() };
    let (double, back) = (write(&quoted('"')), write(&quoted('`')));
    SqlText::default()
        .sqlite(double.clone())
        .postgres(double)
        .mysql(back)
}
