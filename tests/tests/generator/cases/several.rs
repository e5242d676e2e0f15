//! Several templates in one migration.

use super::{Case, case};

pub(super) const CASES: &[Case] = &[
    case(
        &[
            "create_table",
            "authors",
            "name:string.80",
            "+",
            "create_table",
            "books",
            "author:references:ondelete=cascade",
            "title:string",
            "+",
            "add_index",
            "books",
            "title",
            "author_id",
            "--id",
            "int",
            "--as",
            "library",
        ],
        &[
            "create table authors",
            "create table books",
            "create index books_title_author_id_idx on books",
        ],
        &[
            "/// Creates the table `authors`. Creates the table `books`. ",
            "pub struct Library;",
            "pub const AUTHORS_ID: Key<Int> = Key::new(\"authors\", \"id\");",
            "pub const BOOKS_ID: Key<Int> = Key::new(\"books\", \"id\");",
            ".references(AUTHORS_ID)",
            "schema.add_index(\"books\", [\"title\", \"author_id\"]);",
        ],
    ),
    // Keys of one migration for another.
    case(
        &[
            "create_table",
            "loans",
            "book:references",
            "reader:references:authors",
            "+",
            "AddShelfToBooks",
            "shelf:string.20",
        ],
        &["create table loans", "add column books.shelf"],
        &[
            "pub struct CreateLoansAndAddShelfToBooks;",
            "_library as authors;",
            "_library as books;",
            "authors::AUTHORS_ID",
            "books::BOOKS_ID",
        ],
    ),
    // What comes later finds what comes before.
    case(
        &[
            "rename_column",
            "books",
            "shelf",
            "place",
            "+",
            "add_index",
            "books",
            "place",
            "--unique",
            "--as",
            "one_book_a_place",
        ],
        &[
            "rename column books.shelf to place",
            "create index books_place_key on books",
        ],
        &["schema.rename_column(", "index([\"place\"])"],
    ),
];
