//! The servers' own clients: `sqlite3`, `psql` and `mariadb`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use migration_core::schema::DialectName;

use crate::server::TestDatabase;

/// Runs a script with the server's own client, which stops at the first error.
///
/// # Errors
/// What the client says of it.
///
/// # Panics
/// If the URL of the database is none.
pub fn run(database: &TestDatabase, script: &str) -> Result<(), String> {
    let mut command = command(database);
    let mut client = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("no client {:?}: {error}", command.get_program()))?;
    let mut stdin = client.stdin.take().expect("it was asked for");
    let script = script.to_owned();
    // It may stop reading at an error.
    let writer = std::thread::spawn(move || stdin.write_all(script.as_bytes()));
    let output = client
        .wait_with_output()
        .map_err(|error| error.to_string())?;
    let _ = writer.join();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}

fn command(database: &TestDatabase) -> Command {
    match database.dialect {
        DialectName::Sqlite => {
            let mut command = Command::new("sqlite3");
            command.arg("-bail").arg(database.path().expect("a file"));
            command
        }
        DialectName::Postgres => {
            let mut command = Command::new("psql");
            command.args(["--no-psqlrc", "-q", "-v", "ON_ERROR_STOP=1"]);
            command
                .env("PGOPTIONS", "-c client_min_messages=warning")
                .arg(&database.url);
            command
        }
        DialectName::Mysql => {
            let (_, rest) = database.url.split_once("://").expect("a URL");
            let (login, rest) = rest.split_once('@').expect("a user");
            let (user, password) = login.split_once(':').unwrap_or((login, ""));
            let (address, _) = rest.split_once('/').expect("a database");
            let (host, port) = address.split_once(':').unwrap_or((address, "3306"));
            let mut command = Command::new("mariadb");
            command.args([
                "--no-defaults",
                "--protocol=tcp",
                "--default-character-set=utf8mb4",
            ]);
            command.args(["-h", host, "-P", port, "-u", user, &database.name]);
            command.env("MYSQL_PWD", password);
            command
        }
    }
}
