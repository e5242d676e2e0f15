//! Indexes beside the usual: how they find rows, what they include, how they are kept.

use migration_core::operation::{AlterIndex, Change, CreateIndex, Operation};
use migration_core::prelude::*;
use migration_core::schema::{Index, IndexKey, IndexMethod, IndexPart, NullsOrder};

use super::{Case, case};

fn notes(schema: &mut SchemaBuilder) {
    schema.create_table("notes", |t| {
        t.id();
        t.column(jsonb("body"));
        t.column(varchar("title", 100));
        t.column(int("n").nullable());
        t.column(text("words"));
    });
}

fn named(parts: Vec<IndexPart>) -> Index {
    Index {
        name: "notes_idx".to_owned(),
        parts,
        ..Index::default()
    }
}

fn create(schema: &mut SchemaBuilder, index: Index, concurrently: bool) {
    schema.operation(Operation::CreateIndex(CreateIndex {
        table: "notes".to_owned(),
        index,
        concurrently,
    }));
}

fn classed(mut part: IndexPart, class: &str) -> IndexPart {
    part.operator_class = Some(class.to_owned());
    part
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("create_index_inverted", notes, |schema| {
            let index = Index {
                method: Some(IndexMethod::Gin),
                storage: vec![("fastupdate".to_owned(), "off".to_owned())],
                ..named(vec![classed(IndexPart::column("body"), "jsonb_path_ops")])
            };
            create(schema, index, false);
        }),
        case("create_index_that_includes", notes, |schema| {
            let mut last = IndexPart::column("n").descending();
            last.nulls = Some(NullsOrder::Last);
            let index = Index {
                unique: true,
                include: vec!["title".to_owned()],
                nulls_not_distinct: true,
                storage: vec![("fillfactor".to_owned(), "70".to_owned())],
                ..named(vec![last])
            };
            create(schema, index, false);
        }),
        case("create_index_of_patterns", notes, |schema| {
            let lower = IndexPart::new(IndexKey::Expression("lower(title)".into()));
            let index = Index {
                comment: Some("for searches from the beginning".to_owned()),
                ..named(vec![classed(lower, "text_pattern_ops")])
            };
            create(schema, index, true);
        }),
        case("create_index_of_blocks", notes, |schema| {
            let index = Index {
                method: Some(IndexMethod::Brin),
                ..named(vec![IndexPart::column("n")])
            };
            create(schema, index, false);
        }),
        case("create_index_of_beginnings", notes, |schema| {
            let mut part = IndexPart::column("words");
            part.prefix = Some(20);
            create(schema, named(vec![part]), false);
        }),
        case("create_index_of_words", notes, |schema| {
            let index = Index {
                method: Some(IndexMethod::Fulltext),
                ..named(vec![IndexPart::column("words")])
            };
            create(schema, index, false);
        }),
        case("create_index_that_is_invisible", notes, |schema| {
            let index = Index {
                invisible: true,
                ..named(vec![IndexPart::column("n")])
            };
            create(schema, index, false);
        }),
        case(
            "alter_index_comment",
            |schema| {
                notes(schema);
                create(schema, named(vec![IndexPart::column("n")]), false);
            },
            |schema| {
                schema.operation(Operation::AlterIndex(AlterIndex {
                    table: "notes".to_owned(),
                    index: "notes_idx".to_owned(),
                    invisible: None,
                    comment: Some(Change::Set("it's for n".to_owned())),
                }));
            },
        ),
    ]
}
