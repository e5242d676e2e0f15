//! `CREATE VIEW` and `CREATE VIRTUAL TABLE`.

use super::cursor::{Cursor, Unreadable};

/// A view as its text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ViewDefinition {
    pub(crate) name: String,
    /// The names of its columns, where they are not those of the query.
    pub(crate) columns: Vec<String>,
    pub(crate) query: String,
}

/// A virtual table as its text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VirtualDefinition {
    pub(crate) name: String,
    pub(crate) module: String,
    /// What the module is given, as written.
    pub(crate) arguments: Vec<String>,
}

/// Takes the text of a `CREATE VIEW` apart.
pub(crate) fn view(sql: &str) -> Result<ViewDefinition, Unreadable> {
    let mut cursor = Cursor::new(sql);
    cursor.expect(&["CREATE"])?;
    let _ = cursor.take(&["TEMP"]) || cursor.take(&["TEMPORARY"]);
    cursor.expect(&["VIEW"])?;
    cursor.take(&["IF", "NOT", "EXISTS"]);
    let name = cursor.name_of_database_too()?;
    let columns = if cursor.sees_symbol('(') {
        cursor.names()?
    } else {
        Vec::new()
    };
    cursor.expect(&["AS"])?;
    Ok(ViewDefinition {
        name,
        columns,
        query: cursor.rest().trim_end_matches(';').trim().to_owned(),
    })
}

/// Takes the text of a `CREATE VIRTUAL TABLE` apart.
pub(crate) fn virtual_table(sql: &str) -> Result<VirtualDefinition, Unreadable> {
    let mut cursor = Cursor::new(sql);
    cursor.expect(&["CREATE", "VIRTUAL", "TABLE"])?;
    cursor.take(&["IF", "NOT", "EXISTS"]);
    let name = cursor.name_of_database_too()?;
    cursor.expect(&["USING"])?;
    let module = cursor.name()?;
    let mut arguments = Vec::new();
    if cursor.take_symbol('(') {
        let mut start = cursor.place();
        while !cursor.sees_symbol(')') {
            if cursor.sees_symbol(',') {
                arguments.push(cursor.since(start).to_owned());
                cursor.next()?;
                start = cursor.place();
            } else {
                cursor.skip_one()?;
            }
        }
        let last = cursor.since(start);
        if !last.is_empty() {
            arguments.push(last.to_owned());
        }
    }
    Ok(VirtualDefinition {
        name,
        module,
        arguments,
    })
}
