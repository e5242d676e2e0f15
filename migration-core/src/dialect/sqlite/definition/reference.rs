use super::cursor::{Cursor, Unreadable};
use crate::schema::{Deferrable, ReferentialAction};

/// What stands behind `REFERENCES`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The table referred to.
    pub(crate) table: String,
    /// The columns referred to; none where the table's primary key goes without saying.
    pub(crate) columns: Vec<String>,
    pub(crate) on_delete: ReferentialAction,
    pub(crate) on_update: ReferentialAction,
    /// The name behind `MATCH`, which SQLite reads and does not heed.
    pub(crate) matching: Option<String>,
    pub(crate) deferrable: Deferrable,
}

/// Reads what comes behind the word `REFERENCES`.
pub(super) fn reference(cursor: &mut Cursor<'_>) -> Result<Reference, Unreadable> {
    let mut reference = Reference {
        table: cursor.name()?,
        columns: if cursor.sees_symbol('(') {
            cursor.names()?
        } else {
            Vec::new()
        },
        on_delete: ReferentialAction::default(),
        on_update: ReferentialAction::default(),
        matching: None,
        deferrable: Deferrable::default(),
    };
    loop {
        if cursor.take(&["ON", "DELETE"]) {
            reference.on_delete = action(cursor)?;
        } else if cursor.take(&["ON", "UPDATE"]) {
            reference.on_update = action(cursor)?;
        } else if cursor.take(&["ON", "INSERT"]) {
            // Read by SQLite, and without any meaning there.
            action(cursor)?;
        } else if cursor.take(&["MATCH"]) {
            reference.matching = Some(cursor.name()?);
        } else {
            break;
        }
    }
    if let Some(when) = deferrable(cursor) {
        reference.deferrable = when;
    }
    Ok(reference)
}

fn action(cursor: &mut Cursor<'_>) -> Result<ReferentialAction, Unreadable> {
    use ReferentialAction::{Cascade, NoAction, Restrict, SetDefault, SetNull};
    for (words, action) in [
        (&["SET", "NULL"][..], SetNull),
        (&["SET", "DEFAULT"], SetDefault),
        (&["CASCADE"], Cascade),
        (&["RESTRICT"], Restrict),
        (&["NO", "ACTION"], NoAction),
    ] {
        if cursor.take(words) {
            return Ok(action);
        }
    }
    Err(cursor.unreadable())
}

/// When a foreign key is checked, if that comes next. `NOT DEFERRABLE` goes before what is
/// said of its beginning: <https://www.sqlite.org/foreignkeys.html#fk_deferred>
pub(super) fn deferrable(cursor: &mut Cursor<'_>) -> Option<Deferrable> {
    let not = cursor.sees(&["NOT", "DEFERRABLE"]);
    if !cursor.take(&["NOT", "DEFERRABLE"]) && !cursor.take(&["DEFERRABLE"]) {
        return None;
    }
    let deferred = cursor.take(&["INITIALLY", "DEFERRED"]);
    if !deferred {
        cursor.take(&["INITIALLY", "IMMEDIATE"]);
    }
    Some(match (not, deferred) {
        (true, _) => Deferrable::No,
        (false, true) => Deferrable::InitiallyDeferred,
        (false, false) => Deferrable::InitiallyImmediate,
    })
}
