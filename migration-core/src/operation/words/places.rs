//! What a name in a query stands for: a table, what stands before a dot, or something else, which
//! is a column if it is any. Enough of SQL's grammar for texts that people wrote.

use super::token::{Token, is_space, tokens};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The name of a table or a view.
    Relation,
    /// The name of the thing that the text creates, or that something gets in it.
    Created,
    /// It stands before a dot.
    Qualifier,
    Other,
}

/// A word of a query.
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) place: Place,
    /// Whether a dot stands before it.
    pub(super) qualified: bool,
    /// The word before it.
    pub(super) before: &'a str,
    /// Whether a dot stands behind it.
    pub(super) qualifies: bool,
    /// A column that is shown under its own name: nothing else stands between two commas of the
    /// outermost list.
    pub(super) shown: bool,
}

/// The pieces of a query.
pub(super) enum Piece<'a> {
    Word(Word<'a>),
    Other(&'a str),
}

/// A list of tables or of what is shown, within the same parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    None,
    Tables,
    Shown,
}

/// What a table's name stands behind; in a trigger it stands behind ON, too.
const BEFORE: [&str; 7] = [
    "from", "join", "into", "update", "only", "table", "truncate",
];

/// What stands before the name of the thing that is created.
const CREATED: [&str; 5] = ["trigger", "view", "function", "procedure", "exists"];

/// What ends a list of tables.
const ENDS: [&str; 13] = [
    "where",
    "group",
    "order",
    "having",
    "limit",
    "union",
    "except",
    "intersect",
    "window",
    "returning",
    "set",
    "values",
    "on",
];

pub(super) fn pieces(sql: &str) -> Vec<Piece<'_>> {
    let all: Vec<Token<'_>> = tokens(sql).collect();
    let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
    let of_trigger = all
        .iter()
        .any(|token| matches!(token, Token::Word(word) if is(word, "trigger")));
    // What stands next, white space left out.
    let beside = |at: usize, step: isize| -> &str {
        let mut at = at.checked_add_signed(step);
        while let Some(token) = at.and_then(|at| all.get(at)) {
            let (Token::Word(text) | Token::Other(text)) = *token;
            if !is_space(text) {
                return text;
            }
            at = at.and_then(|at| at.checked_add_signed(step));
        }
        ""
    };
    let mut lists = vec![List::None];
    let mut out = Vec::with_capacity(all.len());
    let (mut before, mut last) = ("", "");
    let mut of_path = Place::Other;
    for (at, token) in all.iter().enumerate() {
        let text = match *token {
            Token::Other(text) => {
                match text {
                    "(" => lists.push(List::None),
                    ")" if lists.len() > 1 => drop(lists.pop()),
                    _ => {}
                }
                if !is_space(text) {
                    before = text;
                }
                out.push(Piece::Other(text));
                continue;
            }
            Token::Word(text) => text,
        };
        let list = lists.last().copied().unwrap_or(List::None);
        let behind = BEFORE.iter().any(|each| is(before, each)) || (of_trigger && is(before, "on"));
        let goes_on = before == "." && of_path == Place::Relation;
        let place = if goes_on || behind || (list == List::Tables && before == ",") {
            Place::Relation
        } else if is(before, "as") {
            // Another name for what stands before it.
            Place::Created
        } else if CREATED.iter().any(|each| is(before, each)) && is_first(&out) {
            Place::Created
        } else if beside(at, 1) == "." {
            Place::Qualifier
        } else {
            Place::Other
        };
        let (qualified, qualifies) = (before == ".", beside(at, 1) == ".");
        of_path = place;
        let next = beside(at, 1);
        let ends = next.is_empty() || next == "," || is(next, "from") || is(next, "union");
        // The name before the dot does not count.
        let begins = |text: &str| {
            text == ","
                || ["select", "distinct", "all"]
                    .iter()
                    .any(|each| is(text, each))
        };
        let first = if before == "." {
            behind_qualifier(&all, at)
        } else {
            before
        };
        let shown = lists.len() == 1 && list == List::Shown && begins(first) && ends;
        if let Some(list) = lists.last_mut() {
            if is(text, "select") {
                *list = List::Shown;
            } else if ["from", "join", "update", "into"]
                .iter()
                .any(|each| is(text, each))
            {
                *list = List::Tables;
            } else if ENDS.iter().any(|each| is(text, each)) {
                *list = List::None;
            }
        }
        before = text;
        out.push(Piece::Word(Word {
            text,
            place,
            qualified,
            before: last,
            qualifies,
            shown,
        }));
        last = text;
    }
    out
}

/// Whether the text begins with CREATE, and no name stood in it so far.
fn is_first(before: &[Piece<'_>]) -> bool {
    let mut words = before.iter().filter_map(|piece| match piece {
        Piece::Word(word) => Some(word),
        Piece::Other(_) => None,
    });
    words
        .next()
        .is_some_and(|word| word.text.eq_ignore_ascii_case("create"))
        && words.all(|word| word.place != Place::Created)
}

/// What stands before `name.` that stands before this.
fn behind_qualifier<'a>(all: &[Token<'a>], at: usize) -> &'a str {
    let mut texts = all[..at].iter().rev().filter_map(|token| {
        let (Token::Word(text) | Token::Other(text)) = *token;
        (!is_space(text)).then_some(text)
    });
    texts.nth(2).unwrap_or("")
}

pub(super) fn words(sql: &str) -> impl Iterator<Item = Word<'_>> {
    pieces(sql).into_iter().filter_map(|piece| match piece {
        Piece::Word(word) => Some(word),
        Piece::Other(_) => None,
    })
}
