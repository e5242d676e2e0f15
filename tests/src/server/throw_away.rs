//! Servers started for one test run, from the programs on the machine.
//!
//! One server serves every test program of a `cargo test`: the state folder is named after
//! the process that owns the run (cargo, or this process when it was started by hand), a file
//! lock lets one process start it, and a small shell loop ends it and removes the folder when
//! the owner is gone, however it went.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{database, program};

/// How to make and run one server product.
#[derive(Debug)]
pub(super) struct ThrowAway {
    /// Its name in messages.
    pub(super) name: &'static str,
    /// Debian's package.
    pub(super) package: &'static str,
    /// Of its state folder.
    folder: &'static str,
    /// The signal that ends it at once.
    signal: &'static str,
    prepare: fn(&Path, u16) -> Result<Vec<OsString>, String>,
    url: fn(u16) -> String,
}

/// PostgreSQL without durability: the data is thrown away.
pub(super) const POSTGRES: ThrowAway = ThrowAway {
    name: "PostgreSQL",
    package: "postgresql",
    folder: "postgres",
    signal: "QUIT",
    prepare: prepare_postgres,
    url: |port| format!("postgres://postgres@127.0.0.1:{port}/postgres"),
};

/// MariaDB without durability.
pub(super) const MARIADB: ThrowAway = ThrowAway {
    name: "MariaDB",
    package: "mariadb-server",
    folder: "mysql",
    signal: "TERM",
    prepare: prepare_mariadb,
    url: |port| format!("mysql://root@127.0.0.1:{port}/mysql"),
};

/// How long a server may take to answer.
const START: Duration = Duration::from_secs(60);

/// Ends the server when the owner of the run is gone. Arguments: the owner, the folder, the
/// signal, the server's command line.
const GUARD: &str = r#"
owner=$1 folder=$2 signal=$3; shift 3
"$@" >"$folder/log" 2>&1 &
server=$!
echo $server >"$folder/process"
while kill -0 "$owner" 2>/dev/null && kill -0 "$server" 2>/dev/null; do sleep 1; done
kill -s "$signal" "$server" 2>/dev/null; wait "$server"
kill -0 "$owner" 2>/dev/null || rm -rf "$folder"
"#;

impl ThrowAway {
    /// The URL of this run's server, which is started if it is not there yet.
    pub(super) fn url(&self) -> Result<String, String> {
        let owner = owner();
        let folder = std::env::temp_dir().join(format!("migration-tests-{owner}-{}", self.folder));
        let trouble = |error: std::io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(trouble)?;
        let lock = File::create(folder.join("lock")).map_err(trouble)?;
        lock.lock().map_err(trouble)?;
        let note = folder.join("url");
        if let Ok(url) = fs::read_to_string(&note)
            && database::reach(&url).is_ok()
        {
            return Ok(url);
        }
        let url = self.start(owner, &folder).inspect_err(|_| {
            let _ = fs::remove_dir_all(&folder);
        })?;
        fs::write(&note, &url).map_err(trouble)?;
        Ok(url)
    }

    fn start(&self, owner: u32, folder: &Path) -> Result<String, String> {
        let port = program::free_port()?;
        let command = self.prepare(folder, port)?;
        self.launch(owner, folder, &command)?;
        let url = self.url_at(port);
        self.await_answer(&url, folder)?;
        Ok(url)
    }

    /// Makes an empty data folder under this one, and tells the server's command line.
    pub(super) fn prepare(&self, folder: &Path, port: u16) -> Result<Vec<OsString>, String> {
        (self.prepare)(folder, port)
    }

    /// The URL at this port.
    pub(super) fn url_at(&self, port: u16) -> String {
        (self.url)(port)
    }

    /// Starts the server, whose process number stands in the folder then, and what ends it
    /// with its owner.
    pub(super) fn launch(
        &self,
        owner: u32,
        folder: &Path,
        command: &[OsString],
    ) -> Result<(), String> {
        let mut guard = Command::new("sh");
        guard
            .arg("-c")
            .arg(GUARD)
            .arg("sh")
            .arg(owner.to_string())
            .arg(folder);
        guard.arg(self.signal).args(command);
        guard
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Away from the terminal's group: the guard outlives an interrupted run and cleans up.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut guard, 0);
        guard
            .spawn()
            .map(drop)
            .map_err(|error| format!("cannot run sh: {error}"))
    }

    /// Waits until the server answers.
    pub(super) fn await_answer(&self, url: &str, folder: &Path) -> Result<(), String> {
        let began = Instant::now();
        loop {
            match database::reach(url) {
                Ok(()) => return Ok(()),
                Err(error) if began.elapsed() > START => {
                    let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
                    return Err(format!("it does not answer ({error}); its log: {log}"));
                }
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }
}

/// The process whose end is the end of the run: cargo when it started this one.
fn owner() -> u32 {
    #[cfg(unix)]
    {
        let parent = std::os::unix::process::parent_id();
        let name = fs::read_to_string(format!("/proc/{parent}/comm")).unwrap_or_default();
        if name.starts_with("cargo") {
            return parent;
        }
    }
    std::process::id()
}

/// What PostgreSQL's programs are started with: they refuse to run as the superuser.
pub(super) fn as_postgres() -> Vec<OsString> {
    if !program::superuser() {
        return Vec::new();
    }
    // Not `runuser`: that stays in between and does not pass signals on.
    [
        "setpriv",
        "--reuid=postgres",
        "--regid=postgres",
        "--init-groups",
    ]
    .map(OsString::from)
    .to_vec()
}

/// An empty folder for PostgreSQL's data.
pub(super) fn postgres_folder(folder: &Path) -> Result<PathBuf, String> {
    let data = folder.join("postgres");
    fs::create_dir(&data).map_err(|error| error.to_string())?;
    if program::superuser() {
        program::give(&data, "postgres")?;
    }
    Ok(data)
}

fn prepare_postgres(folder: &Path, port: u16) -> Result<Vec<OsString>, String> {
    let initdb = program::find(&["initdb"]).ok_or("no program initdb")?;
    let data = postgres_folder(folder)?;
    let mut make = as_postgres();
    make.extend([initdb.into_os_string(), "-D".into(), data.clone().into()]);
    make.extend(
        [
            "-U",
            "postgres",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        .map(OsString::from),
    );
    program::run(Command::new(&make[0]).args(&make[1..]).current_dir("/"))?;
    serve_postgres(&data, port)
}

/// The command line of a PostgreSQL on this data.
pub(super) fn serve_postgres(data: &Path, port: u16) -> Result<Vec<OsString>, String> {
    let server = program::find(&["postgres"]).ok_or("no program postgres")?;
    let mut serve = as_postgres();
    serve.extend([
        server.into_os_string(),
        "-D".into(),
        data.into(),
        "-p".into(),
    ]);
    serve.push(port.to_string().into());
    for setting in [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=200",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
    ] {
        serve.extend(["-c".into(), setting.into()]);
    }
    Ok(serve)
}

fn prepare_mariadb(folder: &Path, port: u16) -> Result<Vec<OsString>, String> {
    let install = program::find(&["mariadb-install-db", "mysql_install_db"])
        .ok_or("no program mariadb-install-db")?;
    let server = program::find(&["mariadbd", "mysqld"]).ok_or("no program mariadbd")?;
    let option = |name: &str, path: PathBuf| {
        let mut option = OsString::from(name);
        option.push(path);
        option
    };
    let data = option("--datadir=", folder.join("mysql"));
    let mut make = Command::new(install);
    make.arg("--no-defaults")
        .arg(&data)
        .args(["--auth-root-authentication-method=normal", "--skip-test-db"]);
    let mut serve = vec![server.into_os_string(), "--no-defaults".into(), data];
    if program::superuser() {
        make.arg("--user=root");
        serve.push("--user=root".into());
    }
    program::run(&mut make)?;
    // As it starts it deletes the temporary tables of all servers that share the folder.
    serve.push(option("--tmpdir=", folder.to_owned()));
    serve.push(option("--socket=", folder.join("socket")));
    serve.push(option("--pid-file=", folder.join("pid")));
    serve.push(format!("--port={port}").into());
    serve.extend(
        [
            "--bind-address=127.0.0.1",
            "--skip-log-bin",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--innodb-buffer-pool-size=64M",
            "--character-set-server=utf8mb4",
        ]
        .map(OsString::from),
    );
    Ok(serve)
}
