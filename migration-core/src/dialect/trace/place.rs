use crate::schema::DialectName;

/// Something in a server's catalogue that a statement makes, changes or takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is, in a few words.
    pub what: String,
    /// Asks for its definition: nothing is answered where it is not there.
    pub query: String,
    /// What its definition says of the statement.
    pub rule: Rule,
}

/// What a definition says of the statement that it is a trace of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The statement happens whole or not at all: another definition than before means that it happened.
    Whole,
    /// The statement makes it, and leaves a half where it is interrupted, which is cleared away with
    /// this before it is made again.
    Made {
        /// The statement that clears the half away.
        clear: Option<String>,
    },
    /// The statement takes it away, and where it is interrupted leaves a half, which this finishes.
    Gone {
        /// The statement that finishes; without it the statement itself does.
        finish: Option<String>,
    },
}

/// What was seen at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Nothing is there.
    Nothing,
    /// It is there, and this stands for its definition.
    Whole(String),
    /// It is half made, or half gone.
    Half(String),
    /// It could not be looked at.
    Unreadable,
}

/// What became of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It happened.
    Happened,
    /// It did not happen.
    DidNot,
    /// It left a half: these run, and then it again.
    Again(Vec<String>),
    /// It left a half, which this finishes.
    Finish(String),
    /// It is not known.
    Unknown,
}

impl Place {
    pub(super) fn settle(&self, before: &Seen, now: &Seen) -> Settled {
        if *before == Seen::Unreadable || *now == Seen::Unreadable {
            return Settled::Unknown;
        }
        match (&self.rule, now) {
            // Taking it away is finished, or done again, whatever it was before.
            (Rule::Gone { .. }, Seen::Nothing) => Settled::Happened,
            (Rule::Gone { finish }, Seen::Half(_)) => match finish {
                Some(sql) => Settled::Finish(sql.clone()),
                None => Settled::DidNot,
            },
            (Rule::Gone { .. }, _) => Settled::DidNot,
            _ if before == now => Settled::DidNot,
            (Rule::Made { clear }, Seen::Half(_)) => {
                Settled::Again(clear.iter().cloned().collect())
            }
            (Rule::Whole | Rule::Made { .. }, _) => Settled::Happened,
        }
    }

    /// What an answer of the server amounts to, where it says `whole` or `half` first, or is
    /// a definition. What changes without anybody changing the definition is left out.
    #[must_use]
    pub fn read(&self, rows: Vec<Vec<Option<String>>>, dialect: DialectName) -> Seen {
        let Some(row) = rows.into_iter().next() else {
            return Seen::Nothing;
        };
        let cells: Vec<String> = row.into_iter().map(Option::unwrap_or_default).collect();
        match (dialect, cells.first().map(String::as_str)) {
            (DialectName::Postgres, Some("half")) => Seen::Half(cells[1..].join(" ")),
            (DialectName::Postgres, Some(_)) => Seen::Whole(cells[1..].join(" ")),
            _ => Seen::Whole(plain(&cells.join("\n"))),
        }
    }
}

/// A definition of MySQL's without the number that its next row gets, and with one kind of
/// quotes, which is the session's to choose.
fn plain(definition: &str) -> String {
    const NEXT: &str = " AUTO_INCREMENT=";
    let mut text = definition.replace('"', "`");
    // In quotes an equals sign may follow the word as well; then both sides lose the digits.
    while let Some(at) = text.find(NEXT) {
        let digits = text[at + NEXT.len()..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len() - at - NEXT.len());
        text.replace_range(at..at + NEXT.len() + digits, "");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::trace::settle;

    fn place(rule: Rule) -> Place {
        Place {
            what: "it".to_owned(),
            query: String::new(),
            rule,
        }
    }

    fn whole(text: &str) -> Seen {
        Seen::Whole(text.to_owned())
    }

    #[test]
    fn what_became_of_a_statement_follows_from_two_looks() {
        let half = || Seen::Half("h".to_owned());
        let made = Rule::Made {
            clear: Some("DROP".to_owned()),
        };
        let gone = Rule::Gone {
            finish: Some("FINALIZE".to_owned()),
        };
        let again = || Settled::Again(vec!["DROP".to_owned()]);
        let finish = || Settled::Finish("FINALIZE".to_owned());
        for (rule, before, now, expected) in [
            (Rule::Whole, Seen::Nothing, Seen::Nothing, Settled::DidNot),
            (Rule::Whole, Seen::Nothing, whole("a"), Settled::Happened),
            (Rule::Whole, whole("a"), whole("a"), Settled::DidNot),
            (Rule::Whole, whole("a"), whole("b"), Settled::Happened),
            (Rule::Whole, whole("a"), Seen::Nothing, Settled::Happened),
            (Rule::Whole, whole("a"), Seen::Unreadable, Settled::Unknown),
            (Rule::Whole, Seen::Unreadable, whole("a"), Settled::Unknown),
            (made.clone(), Seen::Nothing, Seen::Nothing, Settled::DidNot),
            (made.clone(), Seen::Nothing, half(), again()),
            (made.clone(), Seen::Nothing, whole("1"), Settled::Happened),
            // One that was there before is somebody else's: the statement itself will say so.
            (made.clone(), whole("1"), whole("1"), Settled::DidNot),
            (made, half(), half(), Settled::DidNot),
            (gone.clone(), whole("1"), whole("1"), Settled::DidNot),
            (gone.clone(), whole("1"), half(), finish()),
            (gone.clone(), half(), half(), finish()),
            (gone, whole("1"), Seen::Nothing, Settled::Happened),
        ] {
            let label = format!("{rule:?}: {before:?}, {now:?}");
            assert_eq!(place(rule).settle(&before, &now), expected, "{label}");
        }
    }

    #[test]
    fn places_that_do_not_agree_tell_nothing() {
        let places = [place(Rule::Whole), place(Rule::Whole)];
        let before = [whole("a"), whole("b")];
        for (now, expected) in [
            ([Seen::Nothing, Seen::Nothing], Settled::Happened),
            ([whole("a"), whole("b")], Settled::DidNot),
            ([Seen::Nothing, whole("b")], Settled::Unknown),
        ] {
            assert_eq!(settle(&places, &before, &now), expected);
        }
        assert_eq!(settle(&places, &before[..1], &before), Settled::Unknown);
        assert_eq!(settle(&[], &[], &[]), Settled::Unknown);
    }

    #[test]
    fn rows_that_come_and_quotes_of_a_session_change_no_definition() {
        let table = place(Rule::Whole);
        let read = |text: &str| {
            let row = vec![Some("t".to_owned()), Some(text.to_owned())];
            table.read(vec![row], DialectName::Mysql)
        };
        assert_eq!(
            read("CREATE TABLE `t` (\n) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4"),
            read("CREATE TABLE \"t\" (\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"),
        );
        assert_ne!(read("CREATE TABLE `t` (a)"), read("CREATE TABLE `t` (b)"));
        assert_eq!(read("x AUTO_INCREMENT=5"), read("x AUTO_INCREMENT=512"));
    }
}
