//! Which points are tried, and what is said of them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Instant;

/// Of so many points those that are tried: all of them with `FAULT_POINTS=all`, else as many as
/// there is time for, spread over the whole.
pub(crate) fn chosen(count: usize, few: usize) -> Vec<usize> {
    let wanted = match std::env::var("FAULT_POINTS").as_deref() {
        Ok("all") => count,
        Ok(number) => number.parse().expect("FAULT_POINTS is a number or `all`"),
        Err(_) => few,
    };
    if wanted >= count {
        return (0..count).collect();
    }
    // Between two of them lie as many as between any other two, and the ends are left out: they
    // are the least interesting.
    (0..wanted)
        .map(|i| (2 * i + 1) * count / (2 * wanted))
        .collect()
}

/// What is wrong after a fault, if anything is.
pub(crate) type Outcome = Result<(), String>;

/// Counts the points of one kind of fault on one server.
pub(crate) struct Tally {
    what: String,
    kinds: BTreeMap<String, usize>,
    began: Instant,
    wrong: Vec<String>,
}

impl Tally {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            kinds: BTreeMap::new(),
            began: Instant::now(),
            wrong: Vec::new(),
        }
    }

    /// One point more, and what came of it.
    pub(crate) fn add(&mut self, kind: impl Into<String>, outcome: Outcome) {
        *self.kinds.entry(kind.into()).or_default() += 1;
        self.wrong.extend(outcome.err());
    }

    /// How many points it has counted.
    pub(crate) fn tried(&self) -> usize {
        self.kinds.values().sum()
    }

    /// Prints the count, also for a test that passes, and fails if anything was wrong.
    pub(crate) fn finish(self) {
        let total = self.tried();
        let kinds: Vec<String> = self
            .kinds
            .iter()
            .map(|(kind, count)| format!("{kind} {count}"))
            .collect();
        let verdict = match self.wrong.len() {
            0 => "all resumed".to_owned(),
            count => format!("{count} FAILED"),
        };
        let line = format!(
            "{}: {total} points: {}: {verdict} ({:.1} s)",
            self.what,
            kinds.join(", "),
            self.began.elapsed().as_secs_f64()
        );
        say(&line);
        let shown: Vec<&str> = self.wrong.iter().take(10).map(String::as_str).collect();
        assert!(self.wrong.is_empty(), "{line}\n{}", shown.join("\n"));
        assert!(total > 0, "{line}: no point was tried");
    }
}

/// Says it also where the test passes: what `println!` says the test harness swallows then.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "\n{line}");
}
