//! Backups from outside: what `migrate backup` wrote and `migrate restore` brings back is the same
//! database, a word is asked for before anything is overwritten or lost, and no password shows.

mod before_loss;
mod broken;
mod contents;
mod overwriting;
mod round_trip;
mod secret;
mod shop;
