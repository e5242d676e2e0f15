//! A server of one test alone, which may kill it, start it again, and fill its disk.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use migration_core::schema::DialectName;
use tempfile::TempDir;

use super::throw_away::{self, ThrowAway};
use super::{TestDatabase, program};

/// A running server. It ends with the value, or with this process.
///
/// What it was told to commit it has handed to the operating system, so that a kill loses
/// nothing; only the loss of power would.
#[derive(Debug)]
pub struct OwnServer {
    dialect: DialectName,
    kind: &'static ThrowAway,
    url: String,
    folder: PathBuf,
    command: Vec<OsString>,
    /// The server's process, while there is one.
    process: Mutex<Option<u32>>,
    _home: Option<TempDir>,
}

impl OwnServer {
    /// Makes a server and starts it, in memory where the machine has a place for that.
    ///
    /// # Errors
    /// What keeps it from starting: most of all that its programs are not on the machine.
    pub fn start(dialect: DialectName, settings: &[&str]) -> Result<Self, String> {
        let home = home()?;
        let mut server = Self::start_in(dialect, home.path(), settings)?;
        server._home = Some(home);
        Ok(server)
    }

    /// The same in a folder that is there, and stays.
    ///
    /// # Errors
    /// As [`OwnServer::start`].
    pub fn start_in(
        dialect: DialectName,
        folder: &Path,
        settings: &[&str],
    ) -> Result<Self, String> {
        let (kind, kept): (_, &[&str]) = match dialect {
            DialectName::Postgres => (&throw_away::POSTGRES, &["-c", "synchronous_commit=on"]),
            DialectName::Mysql => (
                &throw_away::MARIADB,
                &["--innodb-flush-log-at-trx-commit=2"],
            ),
            DialectName::Sqlite => return Err("SQLite has no server".to_owned()),
        };
        // PostgreSQL's server is another user.
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(folder, open).map_err(|error| error.to_string())?;
        let port = program::free_port()?;
        let mut command = kind.prepare(folder, port)?;
        command.extend(kept.iter().chain(settings).map(OsString::from));
        Self::launch(dialect, kind, port, folder, command)
    }

    fn launch(
        dialect: DialectName,
        kind: &'static ThrowAway,
        port: u16,
        folder: &Path,
        command: Vec<OsString>,
    ) -> Result<Self, String> {
        let server = Self {
            dialect,
            kind,
            url: kind.url_at(port),
            folder: folder.to_owned(),
            command,
            process: Mutex::new(None),
            _home: None,
        };
        server.restart()?;
        Ok(server)
    }

    /// A streaming standby of this PostgreSQL, which repeats what it does a moment later.
    ///
    /// # Errors
    /// What keeps it from starting.
    pub fn standby(&self) -> Result<Self, String> {
        let home = home()?;
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(home.path(), open).map_err(|error| error.to_string())?;
        let copy = program::find(&["pg_basebackup"]).ok_or("no program pg_basebackup")?;
        let data = throw_away::postgres_folder(home.path())?;
        let own = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        fs::set_permissions(&data, own).map_err(|error| error.to_string())?;
        let mut make = throw_away::as_postgres();
        make.extend([copy.into_os_string(), "-D".into(), data.clone().into()]);
        make.extend(["-d", &self.url].map(OsString::from));
        // With what makes the copy a standby.
        make.extend(
            ["--write-recovery-conf", "--checkpoint=fast", "--no-sync"].map(OsString::from),
        );
        program::run(Command::new(&make[0]).args(&make[1..]).current_dir("/"))?;
        let port = program::free_port()?;
        let command = throw_away::serve_postgres(&data, port)?;
        let mut standby = Self::launch(self.dialect, self.kind, port, home.path(), command)?;
        standby._home = Some(home);
        Ok(standby)
    }

    /// An empty database on it.
    #[must_use]
    pub fn database(&self) -> TestDatabase {
        TestDatabase::create(self.dialect, &self.url)
    }

    /// The URL of its administration database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// `kill -9`, of all of its processes at once.
    ///
    /// # Panics
    /// If it does not end.
    pub fn kill(&self) {
        let Some(server) = self.process.lock().expect("no panic").take() else {
            return;
        };
        // One that crashed has left its number to whoever came next.
        if !program::names(server, &self.folder) {
            return;
        }
        let mut all = program::children(server);
        all.push(server);
        let numbers: Vec<String> = all.iter().map(u32::to_string).collect();
        // One that has ended by itself since is an error here, and what was wanted.
        let _ = program::run(Command::new("kill").arg("-9").args(&numbers));
        let began = Instant::now();
        // Its number has to be free: PostgreSQL does not start beside one that is still in the
        // table of processes.
        let there = |process: &u32| match *process == server {
            true => Path::new(&format!("/proc/{server}")).exists(),
            false => program::is_running(*process),
        };
        while all.iter().any(there) {
            assert!(began.elapsed() < LIMIT, "{} does not end", self.kind.name);
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Starts it again after [`OwnServer::kill`], and waits until it has recovered.
    ///
    /// # Errors
    /// What its log says where it does not come back.
    pub fn restart(&self) -> Result<(), String> {
        let note = self.folder.join("process");
        let _ = fs::remove_file(&note);
        self.kind
            .launch(std::process::id(), &self.folder, &self.command)?;
        self.kind.await_answer(&self.url, &self.folder)?;
        let text = fs::read_to_string(&note).map_err(|error| error.to_string())?;
        let process = text.trim().parse().map_err(|_| "no number".to_owned())?;
        *self.process.lock().expect("no panic") = Some(process);
        Ok(())
    }

    /// Whether it can be worked with.
    ///
    /// # Errors
    /// What it says, or that it says nothing.
    pub fn answers(&self) -> Result<(), String> {
        super::database::reach(&self.url)
    }

    /// Whether it runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let process = *self.process.lock().expect("no panic");
        process.is_some_and(program::is_running)
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn home() -> Result<TempDir, String> {
    let home = tempfile::Builder::new()
        .prefix("migration-server-")
        .tempdir_in(in_memory());
    home.map_err(|error| error.to_string())
}

/// How long a killed process may take to be gone.
const LIMIT: Duration = Duration::from_secs(10);

/// A folder in memory where there is one: the tests make and drop many databases.
#[must_use]
pub fn in_memory() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() {
        return shared.to_owned();
    }
    std::env::temp_dir()
}
