//! The command line from outside: what a user does in a first session, on every server, and
//! what each command prints to a person, to a pipe and to a program.

mod data;
mod formats;
mod generate;
mod init;
mod locked;
mod offline;
mod protected;
mod read_only;
mod session;
mod terminal;
