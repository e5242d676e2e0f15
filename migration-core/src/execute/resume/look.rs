//! Looking at the places where a statement is seen.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::dialect::trace::{Place, Seen};
use crate::execute::runner::Runner;

/// What MySQL and MariaDB answer where a table, trigger, routine, event, sequence or database is not
/// there, or something else has its name.
const NOT_THERE: [&str; 9] = [
    "1146", "1360", "1305", "1539", "1049", "1008", "1347", "4089", "4091",
];

impl Runner<'_> {
    /// What is at these places now. Of a definition its digest is kept.
    pub(in crate::execute) async fn look(&mut self, places: &[Place]) -> Vec<Seen> {
        let mut all = Vec::with_capacity(places.len());
        for place in places {
            all.push(self.look_at(place).await);
        }
        all
    }

    async fn look_at(&mut self, place: &Place) -> Seen {
        let dialect = self.connection.dialect();
        match self.connection.query(&place.query).await {
            Ok(rows) => match place.read(rows, dialect) {
                Seen::Whole(text) => Seen::Whole(digest(&text)),
                Seen::Half(text) => Seen::Half(digest(&text)),
                seen => seen,
            },
            Err(cause)
                if cause
                    .code
                    .as_deref()
                    .is_some_and(|code| NOT_THERE.contains(&code)) =>
            {
                Seen::Nothing
            }
            // The statement itself, or the line before it, will tell what is wrong.
            Err(_) => Seen::Unreadable,
        }
    }
}

fn digest(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    bytes.iter().take(12).fold(String::new(), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
