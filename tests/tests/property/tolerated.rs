//! What a server refuses because of the rows that there are, which is not of the schema.

/// Words of the errors. A run says how often it met each of them.
const ON_ROWS: [&str; 45] = [
    // PostgreSQL
    "contains null values",
    "is violated by some row",
    "would be violated by some row",
    "no partition of relation",
    "violates partition constraint",
    "could not create unique index",
    "could not create exclusion constraint",
    "violates foreign key constraint",
    "violates not-null constraint",
    "violates check constraint",
    "violates unique constraint",
    "violates exclusion constraint",
    "invalid input syntax",
    "invalid input value for enum",
    "invalid hexadecimal data",
    "malformed",
    "does not allow null values",
    "cannot cast",
    "out of range",
    "value too long",
    "numeric field overflow",
    "cannot be cast automatically",
    "could not convert",
    // SQLite
    "UNIQUE constraint failed",
    "NOT NULL constraint failed",
    "CHECK constraint failed",
    "FOREIGN KEY constraint failed",
    "cannot store",
    // MySQL and MariaDB
    "Duplicate entry",
    "Data truncated",
    "Out of range value",
    "Data too long",
    "Incorrect",
    "Invalid JSON text",
    "Invalid use of NULL",
    "foreign key constraint fails",
    "Truncated incorrect",
    "is violated",
    // A sequence stands at a number that it could not have any more.
    "values are conflicting",
    "value (",
    "failed for",
    // What a verification found.
    "cannot be NOT NULL",
    "must be empty",
    "a value of column",
    "refers to no row",
];

/// The words by which an error is one of rows.
pub(crate) fn on_rows(error: &str) -> Option<&'static str> {
    // What was sent stands behind, and may hold any words.
    let message = error.split("\n  in: ").next().unwrap_or(error);
    ON_ROWS.into_iter().find(|words| message.contains(words))
}
