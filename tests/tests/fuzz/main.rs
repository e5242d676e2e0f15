//! Random input: words of the generator, names in operations, configuration, the ledger's rows.
//! Nothing panics, no statement runs that was not meant, no file is written outside the project.
//!
//! `FUZZ_CASES` multiplies how many there are; `FUZZ_SEED` runs one again. A failure names its seed.

mod config;
mod generator;
mod ledger;
mod names;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;

/// How many times as many cases as the test command runs.
fn times() -> u64 {
    let said = std::env::var("FUZZ_CASES").ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Runs a case with a number of seeds, and tells which of them failed.
fn each_seed(cases: u64, case: impl Fn(&mut Rng)) {
    let one = std::env::var("FUZZ_SEED")
        .ok()
        .and_then(|text| text.parse().ok());
    let seeds: Vec<u64> = match one {
        Some(seed) => vec![seed],
        None => {
            let first = fastrand::u64(0..1 << 40);
            (first..first + cases * times()).collect()
        }
    };
    for seed in seeds {
        let run = || case(&mut Rng::with_seed(seed));
        if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
            let said = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("a panic");
            panic!("FUZZ_SEED={seed}: {said}");
        }
    }
}
