//! Two schemas compared from outside: what `migrate diff` prints makes the one the other, and
//! `migrate drift` tells what somebody changed by hand.

mod decided;
mod drifted;
mod printed;
mod shop;
