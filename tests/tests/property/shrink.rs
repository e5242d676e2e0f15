//! A failing chain made as short as it gets while it still fails in the same way.

use migration_core::operation::Operation;
use migration_core::schema::DialectName;

use crate::run::{self, Counts, Outcome};
use crate::source::Source;

/// What is left of a message without names, numbers and texts, which differ from chain to chain.
pub(crate) fn class(problem: &str) -> String {
    let message = problem.split("\n  in").next().unwrap_or(problem);
    let message = message.split_once(": ").map_or(message, |(_, rest)| rest);
    let mut words = Vec::new();
    let mut quote = None;
    let mut plain = String::new();
    for c in message.chars() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '`' | '\'') => quote = Some(c),
            None => plain.push(c),
        }
    }
    for word in plain.split_whitespace().take(14) {
        if !word.contains(['_', '%', '.']) && !word.chars().any(|c| c.is_ascii_digit()) {
            words.push(word);
        }
    }
    words.join(" ")
}

/// Takes operations away as long as the chain fails like that. What the rest needs of them is
/// skipped when it runs.
pub(crate) async fn shorten(
    mut chain: Vec<Operation>,
    mut problem: String,
    on: DialectName,
) -> (Vec<Operation>, String) {
    let kind = class(&problem);
    let mut size = chain.len() / 2;
    while size > 0 {
        let mut at = 0;
        let mut shorter = false;
        while at < chain.len() {
            let mut rest = chain.clone();
            rest.drain(at..(at + size).min(rest.len()));
            let source = Source::Given(rest.clone());
            match run::chain(source, on, &mut Counts::default()).await {
                Outcome::Fails(_, found) if class(&found) == kind => {
                    chain = rest;
                    problem = found;
                    shorter = true;
                }
                _ => at += size,
            }
        }
        if !shorter || size > 1 {
            size /= 2;
        }
    }
    (chain, problem)
}
