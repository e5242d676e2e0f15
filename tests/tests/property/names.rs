//! Names, weighted to the nasty, and expressions that hold them in each dialect's quotes.

use fastrand::Rng;
use migration_core::schema::SqlText;

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

/// The name in each dialect's quotes, put into an expression.
pub(crate) fn expression(names: &[&str], write: impl Fn(&[String]) -> String) -> SqlText {
    let quoted = |quote: char| -> Vec<String> {
        names
            .iter()
            .map(|name| {
                let doubled = name.replace(quote, &format!("{quote}{quote}"));
                format!("{quote}{doubled}{quote}")
            })
            .collect()
    };
    let (double, back) = (write(&quoted('"')), write(&quoted('`')));
    SqlText::default()
        .sqlite(double.clone())
        .postgres(double)
        .mysql(back)
}
