//! Sequences: <https://www.postgresql.org/docs/current/sql-createsequence.html>

use super::object::begin;
use crate::schema::Sequence;

pub(super) fn created(sequence: &Sequence) -> String {
    let Sequence {
        name: called,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        comment: _,
    } = sequence;
    let mut sql = begin("CREATE SEQUENCE ", called);
    for (word, number) in [
        ("INCREMENT BY", increment),
        ("MINVALUE", minimum),
        ("MAXVALUE", maximum),
        ("START WITH", start),
        ("CACHE", cache),
    ] {
        if let Some(number) = number {
            sql.push_str(&format!(" {word} {number}"));
        }
    }
    if *cycle {
        sql.push_str(" CYCLE");
    }
    sql
}

/// All that a sequence is, what it is by itself too.
pub(super) fn altered(sequence: &Sequence) -> String {
    let Sequence {
        name: called,
        start: _,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        comment: _,
    } = sequence;
    let mut sql = begin("ALTER SEQUENCE ", called);
    sql.push_str(&format!(" INCREMENT BY {}", increment.unwrap_or(1)));
    for (word, number) in [("MINVALUE", minimum), ("MAXVALUE", maximum)] {
        match number {
            Some(number) => sql.push_str(&format!(" {word} {number}")),
            None => sql.push_str(&format!(" NO {word}")),
        }
    }
    let (start, cache) = (sequence.begins(), cache.unwrap_or(1));
    let cycle = if *cycle { "CYCLE" } else { "NO CYCLE" };
    sql.push_str(&format!(" START WITH {start} CACHE {cache} {cycle}"));
    sql
}
