//! A pgbouncer in front of a test database, which gives each transaction another session.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{TestDatabase, database, program};

/// A running pgbouncer. It ends with the value, or with this process.
#[derive(Debug)]
pub struct Pooler {
    process: Child,
    url: String,
    _home: TempDir,
}

impl Pooler {
    /// Starts one in transaction mode, with so many sessions of the server.
    ///
    /// # Errors
    /// What keeps it from starting: most of all that the program is not on the machine.
    pub fn start(database: &TestDatabase, sessions: usize) -> Result<Self, String> {
        let pgbouncer =
            program::find(&["pgbouncer"]).ok_or("Debian's package pgbouncer is not installed")?;
        let home = tempfile::Builder::new()
            .prefix("migration-pooler-")
            .tempdir()
            .map_err(|error| error.to_string())?;
        let port = program::free_port()?;
        let settings = home.path().join("pgbouncer.ini");
        let server = Address::of(&database.url);
        let users = home.path().join("users");
        let write = |path: &Path, text: &str| {
            fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
        };
        write(
            &users,
            &format!("\"{}\" \"{}\"\n", server.user, server.password),
        )?;
        write(
            &settings,
            &format!(
                "[databases]\n* = host={} port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
                 unix_socket_dir =\nauth_type = trust\nauth_file = {}\nlogfile = {}\npool_mode = transaction\n\
                 default_pool_size = {sessions}\nmax_client_conn = 500\nignore_startup_parameters = extra_float_digits\n",
                server.host,
                server.port,
                users.display(),
                home.path().join("log").display(),
            ),
        )?;
        // It ends with the test, however that goes.
        let mut command: Vec<OsString> = ["setpriv", "--pdeathsig=KILL"].map(OsString::from).into();
        if program::superuser() {
            program::give(home.path(), "postgres")?;
            let user = ["--reuid=postgres", "--regid=postgres", "--init-groups"];
            command.extend(user.map(OsString::from));
        }
        command.extend(["--".into(), pgbouncer.into(), "-q".into(), settings.into()]);
        let process = Command::new(&command[0])
            .args(&command[1..])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("cannot run setpriv: {error}"))?;
        let pooler = Self {
            process,
            url: format!(
                "postgres://{}@127.0.0.1:{port}/{}",
                server.user, database.name
            ),
            _home: home,
        };
        pooler.await_answer()?;
        Ok(pooler)
    }

    /// The database through it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn await_answer(&self) -> Result<(), String> {
        let began = Instant::now();
        loop {
            match database::reach(&self.url) {
                Ok(()) => return Ok(()),
                Err(error) if began.elapsed() > Duration::from_secs(30) => {
                    let log = fs::read_to_string(self._home.path().join("log"));
                    let log = log.unwrap_or_default();
                    return Err(format!(
                        "pgbouncer does not answer ({error}); its log: {log}"
                    ));
                }
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        // One that has ended by itself is an error here, and what was wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What stands between `//` and the database's name.
struct Address {
    user: String,
    password: String,
    host: String,
    port: String,
}

impl Address {
    fn of(url: &str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let authority = rest.split('/').next().unwrap_or_default();
        let (user, place) = authority
            .rsplit_once('@')
            .unwrap_or(("postgres", authority));
        let (user, password) = user.split_once(':').unwrap_or((user, ""));
        let (host, port) = place.split_once(':').unwrap_or((place, "5432"));
        Self {
            user: user.to_owned(),
            password: password.to_owned(),
            host: host.to_owned(),
            port: port.to_owned(),
        }
    }
}
