//! `CREATE TABLE`.

use super::cursor::{Cursor, Unreadable};
use super::parts::{ColumnDefinition, Constraint, KeyPart, Rule, TableDefinition};
use super::reference::{deferrable, reference};
use super::token::Kind;

/// Takes the text of a `CREATE TABLE` apart.
pub(crate) fn table(sql: &str) -> Result<TableDefinition, Unreadable> {
    let mut cursor = Cursor::new(sql);
    let cursor = &mut cursor;
    cursor.expect(&["CREATE"])?;
    let _ = cursor.take(&["TEMP"]) || cursor.take(&["TEMPORARY"]);
    cursor.expect(&["TABLE"])?;
    cursor.take(&["IF", "NOT", "EXISTS"]);
    let mut table = TableDefinition {
        name: cursor.name_of_database_too()?,
        ..TableDefinition::default()
    };
    cursor.expect_symbol('(')?;
    loop {
        if begins_table_constraint(cursor) {
            table_constraint(cursor, &mut table.constraints)?;
            // Between constraints SQLite asks for no comma.
            cursor.take_symbol(',');
        } else {
            table.columns.push(column(cursor)?);
            if cursor.sees_symbol(')') {
                break;
            }
            cursor.expect_symbol(',')?;
        }
        if cursor.sees_symbol(')') {
            break;
        }
    }
    cursor.expect_symbol(')')?;
    while cursor.peek().is_some() {
        if cursor.take(&["STRICT"]) {
            table.strict = true;
        } else if cursor.take(&["WITHOUT", "ROWID"]) {
            table.without_rowid = true;
        } else if !cursor.take_symbol(',') && !cursor.take_symbol(';') {
            return Err(cursor.unreadable());
        }
    }
    Ok(table)
}

fn begins_table_constraint(cursor: &Cursor<'_>) -> bool {
    ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
        .iter()
        .any(|word| cursor.sees(&[word]))
}

fn column(cursor: &mut Cursor<'_>) -> Result<ColumnDefinition, Unreadable> {
    let name = cursor.name()?;
    let ty = column_type(cursor)?;
    let mut constraints = Vec::new();
    while !cursor.sees_symbol(',') && !cursor.sees_symbol(')') {
        column_constraint(cursor, &name, &mut constraints)?;
    }
    Ok(ColumnDefinition {
        name,
        ty,
        constraints,
    })
}

/// The words that end a type. `GENERATED` is one only before `ALWAYS`.
const BEHIND_TYPE: [&str; 10] = [
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "AS",
];

fn column_type(cursor: &mut Cursor<'_>) -> Result<String, Unreadable> {
    let mut ty = String::new();
    while let Some(token) = cursor.peek() {
        let ends = !token.is_name()
            || BEHIND_TYPE.iter().any(|word| token.is_word(word))
            || cursor.sees(&["GENERATED", "ALWAYS"])
            || cursor.sees(&["DEFERRABLE"]);
        if ends {
            break;
        }
        if !ty.is_empty() {
            ty.push(' ');
        }
        ty.push_str(token.text);
        cursor.next()?;
    }
    if !ty.is_empty() && cursor.sees_symbol('(') {
        let size = cursor.parenthesised()?;
        ty.push('(');
        ty.extend(super::tokens(size).map(|token| token.text));
        ty.push(')');
    }
    Ok(ty)
}

fn column_constraint(
    cursor: &mut Cursor<'_>,
    column: &str,
    constraints: &mut Vec<Constraint>,
) -> Result<(), Unreadable> {
    let place = cursor.place();
    let name = constraint_name(cursor)?;
    let this = || KeyPart {
        column: column.to_owned(),
        collation: None,
        descending: false,
    };
    let rule = if cursor.take(&["PRIMARY", "KEY"]) {
        let descending = direction(cursor);
        let conflict = conflict(cursor)?;
        Rule::PrimaryKey {
            parts: vec![KeyPart {
                descending,
                ..this()
            }],
            autoincrement: cursor.take(&["AUTOINCREMENT"]),
            conflict,
        }
    } else if cursor.take(&["NOT", "NULL"]) {
        Rule::NotNull {
            conflict: conflict(cursor)?,
        }
    } else if cursor.take(&["NULL"]) {
        conflict(cursor)?;
        Rule::Null
    } else if cursor.take(&["UNIQUE"]) {
        Rule::Unique {
            parts: vec![this()],
            conflict: conflict(cursor)?,
        }
    } else if cursor.take(&["CHECK"]) {
        check(cursor)?
    } else if cursor.take(&["DEFAULT"]) {
        default(cursor)?
    } else if cursor.take(&["COLLATE"]) {
        Rule::Collate(cursor.name()?)
    } else if cursor.take(&["REFERENCES"]) {
        Rule::ForeignKey {
            columns: vec![column.to_owned()],
            reference: reference(cursor)?,
        }
    } else if cursor.take(&["GENERATED", "ALWAYS", "AS"]) || cursor.take(&["AS"]) {
        let expression = cursor.parenthesised()?.to_owned();
        let stored = cursor.take(&["STORED"]);
        if !stored {
            cursor.take(&["VIRTUAL"]);
        }
        Rule::Generated { expression, stored }
    } else if let Some(when) = deferrable(cursor) {
        // It belongs to the foreign key before it, whatever stands between them.
        for constraint in constraints.iter_mut().rev() {
            if let Rule::ForeignKey { reference, .. } = &mut constraint.rule {
                reference.deferrable = when;
                constraint.text.push(' ');
                constraint.text.push_str(cursor.since(place));
                break;
            }
        }
        return Ok(());
    } else if name.is_some() {
        // SQLite takes a name without a constraint.
        Rule::Null
    } else {
        return Err(cursor.unreadable());
    };
    constraints.push(Constraint {
        name,
        rule,
        text: cursor.since(place).to_owned(),
    });
    Ok(())
}

fn table_constraint(
    cursor: &mut Cursor<'_>,
    constraints: &mut Vec<Constraint>,
) -> Result<(), Unreadable> {
    let place = cursor.place();
    let name = constraint_name(cursor)?;
    let rule = if cursor.take(&["PRIMARY", "KEY"]) {
        let (parts, autoincrement) = key_parts(cursor)?;
        Rule::PrimaryKey {
            parts,
            autoincrement,
            conflict: conflict(cursor)?,
        }
    } else if cursor.take(&["UNIQUE"]) {
        Rule::Unique {
            parts: key_parts(cursor)?.0,
            conflict: conflict(cursor)?,
        }
    } else if cursor.take(&["CHECK"]) {
        check(cursor)?
    } else if cursor.take(&["FOREIGN", "KEY"]) {
        let columns = cursor.names()?;
        cursor.expect(&["REFERENCES"])?;
        Rule::ForeignKey {
            columns,
            reference: reference(cursor)?,
        }
    } else if name.is_some() {
        return Ok(());
    } else {
        return Err(cursor.unreadable());
    };
    constraints.push(Constraint {
        name,
        rule,
        text: cursor.since(place).to_owned(),
    });
    Ok(())
}

fn constraint_name(cursor: &mut Cursor<'_>) -> Result<Option<String>, Unreadable> {
    if cursor.take(&["CONSTRAINT"]) {
        return cursor.name().map(Some);
    }
    Ok(None)
}

fn check(cursor: &mut Cursor<'_>) -> Result<Rule, Unreadable> {
    Ok(Rule::Check {
        expression: cursor.parenthesised()?.to_owned(),
        conflict: conflict(cursor)?,
    })
}

/// Whether it says `DESC`.
fn direction(cursor: &mut Cursor<'_>) -> bool {
    let descending = cursor.take(&["DESC"]);
    if !descending {
        cursor.take(&["ASC"]);
    }
    descending
}

fn conflict(cursor: &mut Cursor<'_>) -> Result<Option<String>, Unreadable> {
    if !cursor.take(&["ON", "CONFLICT"]) {
        return Ok(None);
    }
    let word = cursor.name()?.to_ascii_uppercase();
    // What happens where nothing is said: https://www.sqlite.org/lang_conflict.html
    Ok((word != "ABORT").then_some(word))
}

fn key_parts(cursor: &mut Cursor<'_>) -> Result<(Vec<KeyPart>, bool), Unreadable> {
    cursor.expect_symbol('(')?;
    let mut parts = Vec::new();
    loop {
        let column = cursor.name()?;
        let collation = if cursor.take(&["COLLATE"]) {
            Some(cursor.name()?)
        } else {
            None
        };
        parts.push(KeyPart {
            column,
            collation,
            descending: direction(cursor),
        });
        if !cursor.take_symbol(',') {
            break;
        }
    }
    let autoincrement = cursor.take(&["AUTOINCREMENT"]);
    cursor.expect_symbol(')')?;
    Ok((parts, autoincrement))
}

/// A literal with or without a sign, a name, or an expression in parentheses.
fn default(cursor: &mut Cursor<'_>) -> Result<Rule, Unreadable> {
    if cursor.sees_symbol('(') {
        return Ok(Rule::Default {
            text: cursor.parenthesised()?.to_owned(),
            parenthesised: true,
        });
    }
    let mut text = String::new();
    if cursor.sees_symbol('-') || cursor.sees_symbol('+') {
        text.push_str(cursor.next()?.text);
    }
    let token = cursor.next()?;
    if token.kind == Kind::Symbol {
        return Err(cursor.unreadable());
    }
    text.push_str(token.text);
    Ok(Rule::Default {
        text,
        parenthesised: false,
    })
}
