//! Faults: what happens in the worst moment, at each moment there is. A run is killed, cut off,
//! starved or blocked at every point it passes; the next one has to end with the same schema and
//! rows as one that nothing disturbed, a true ledger and a free lock, and with nothing applied twice.
//!
//! `cargo test` tries a few points of each kind. CONTRIBUTING has the command for all of them.

mod blocked;
mod campaign;
#[path = "../golden/cases/mod.rs"]
#[allow(dead_code, reason = "the golden tests use the rest")]
mod cases;
mod clock;
mod cut_off;
mod every_case;
mod full_disk;
mod history;
mod killed;
mod points;
mod proxy;
mod refused;
mod runner;
mod server_killed;
mod servers;
mod state;
mod system_calls;
