//! The cases, by what they are about.

mod alter;
mod columns;
mod comments;
mod constraint_options;
mod constraints;
mod generated;
mod index_options;
mod indexes;
mod kinds;
mod like;
mod names;
mod namespaces;
mod objects;
mod options;
mod partitions;
mod rows;
mod sugar;
mod tables;
mod values;

use migration_core::operation::Operation;
use migration_core::prelude::*;

/// One case: what is there before, and what is rendered.
pub(crate) struct Case {
    /// The file's name without `.sql`.
    pub(crate) name: &'static str,
    pub(crate) setup: fn(&mut SchemaBuilder),
    /// Rows that are there before: plain SQL that every server understands.
    pub(crate) rows: &'static [&'static str],
    pub(crate) run: fn(&mut SchemaBuilder),
}

impl Case {
    /// The operations before, and those of the case.
    pub(crate) fn operations(&self) -> (Vec<Operation>, Vec<Operation>) {
        let record = |write: fn(&mut SchemaBuilder)| {
            let mut builder = SchemaBuilder::new();
            write(&mut builder);
            builder.into_operations()
        };
        (record(self.setup), record(self.run))
    }
}

pub(crate) fn all() -> Vec<Case> {
    let mut all = tables::cases();
    all.extend(columns::cases());
    all.extend(alter::cases());
    all.extend(indexes::cases());
    all.extend(constraints::cases());
    all.extend(constraint_options::cases());
    all.extend(index_options::cases());
    all.extend(kinds::cases());
    all.extend(names::cases());
    all.extend(namespaces::cases());
    all.extend(partitions::cases());
    all.extend(like::cases());
    all.extend(rows::cases());
    all.extend(generated::cases());
    all.extend(options::cases());
    all.extend(values::cases());
    all.extend(sugar::cases());
    all.extend(objects::cases());
    all.extend(comments::cases());
    all
}

/// Those that a server is asked about: all, or the ones with `GOLDEN_CASES` in their name.
pub(crate) fn chosen() -> Vec<Case> {
    let mut all = all();
    all.retain(|case| is_chosen(case.name));
    all
}

pub(crate) fn is_chosen(name: &str) -> bool {
    name.contains(&std::env::var("GOLDEN_CASES").unwrap_or_default())
}

/// Whether so few cases were judged that something must be wrong.
pub(crate) fn are_too_few(judged: usize) -> bool {
    judged <= 50 && chosen().len() > 50
}

/// A case over what `setup` makes, with no rows in it.
fn case(name: &'static str, setup: fn(&mut SchemaBuilder), run: fn(&mut SchemaBuilder)) -> Case {
    Case {
        name,
        setup,
        rows: &[],
        run,
    }
}

/// A case over an empty database.
fn fresh(name: &'static str, run: fn(&mut SchemaBuilder)) -> Case {
    case(name, |_| {}, run)
}

impl Case {
    fn rows(mut self, rows: &'static [&'static str]) -> Self {
        self.rows = rows;
        self
    }
}

/// The tables that most cases start from.
fn shop(schema: &mut SchemaBuilder) {
    schema.create_table("users", |t| {
        t.id();
        t.column(varchar("email", 255).unique());
        t.column(varchar("name", 80).nullable().index());
        t.column(int("age").default(18));
        t.column(decimal("credit", 10, 2).default("0.00"));
        t.column(timestamp_tz("seen_at").nullable());
    });
    schema.create_table("posts", |t| {
        t.id();
        t.column(
            big_int("author_id")
                .references_column("users", "id")
                .on_delete(Cascade),
        );
        t.column(varchar("title", 200));
        t.column(enumeration("status", ["draft", "live"]).default("draft"));
        t.column(int("place").nullable());
        t.check("posts_title_not_empty", "length(title) > 0");
        t.index(["author_id", "title"]);
        t.unique(["author_id", "title", "place"]);
    });
}

/// Rows for [`shop`].
const SHOP: &[&str] = &[
    "INSERT INTO users (email, name, credit) VALUES ('a@x', 'Ann', '1.50'), ('b@x', NULL, '20.00')",
    "INSERT INTO posts (author_id, title, place) VALUES (1, 'first', 1), (2, 'second', NULL)",
];
