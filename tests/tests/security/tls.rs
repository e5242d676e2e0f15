//! Encrypted connections to servers of their own, whose certificate an authority of their own has
//! signed. They need the feature `tls`: `cargo test -p migration-tests --features tls --test security tls`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use migration_core::Migrator;
use migration_core::driver::DatabaseUrl;
use migration_core::migration::Registry;
use tempfile::TempDir;

/// A server that takes encrypted connections alone, and goes with the value.
struct Server {
    folder: TempDir,
    process: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|cause| panic!("{:?}: {cause}", command.get_program()));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {text}");
}

/// An authority, a certificate for `localhost` that it has signed, and another authority.
fn certificates(folder: &Path) {
    let script = "
        set -e
        for authority in ca other; do
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=$authority -keyout $authority.key -out $authority.pem
        done
        openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
        printf 'subjectAltName=DNS:localhost\\nbasicConstraints=CA:FALSE\\n' > extensions
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out server.pem
        chmod 600 server.key";
    run(Command::new("sh").args(["-c", script]).current_dir(folder));
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// The newest of Debian's PostgreSQL programs.
fn postgres_programs() -> Option<PathBuf> {
    let mut versions: Vec<u32> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable();
    Some(PathBuf::from(format!(
        "/usr/lib/postgresql/{}/bin",
        versions.last()?
    )))
}

/// PostgreSQL refuses to run as the superuser.
fn as_postgres(program: &Path, folder: &Path) -> Command {
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout.trim_ascii() != b"0" {
        return Command::new(program);
    }
    run(Command::new("chown").args(["-R", "postgres"]).arg(folder));
    let mut command = Command::new("setpriv");
    command.args([
        "--reuid=postgres",
        "--regid=postgres",
        "--init-groups",
        "--",
    ]);
    command.arg(program);
    command
}

fn postgres() -> Option<Server> {
    let programs = postgres_programs()?;
    let folder = tempfile::tempdir().unwrap();
    certificates(folder.path());
    let data = folder.path().join("data");
    let mut init = as_postgres(&programs.join("initdb"), folder.path());
    init.args(["-U", "postgres", "--auth=trust", "--no-sync", "-D"])
        .arg(&data);
    run(init.current_dir("/"));
    std::fs::write(
        data.join("pg_hba.conf"),
        "hostssl all all 127.0.0.1/32 trust\n",
    )
    .unwrap();
    let port = free_port();
    let mut serve = as_postgres(&programs.join("postgres"), folder.path());
    serve.arg("-D").arg(&data).args(["-p", &port.to_string()]);
    let file = |name: &str| folder.path().join(name).display().to_string();
    for setting in [
        "listen_addresses=127.0.0.1".to_owned(),
        "unix_socket_directories=".to_owned(),
        "fsync=off".to_owned(),
        "ssl=on".to_owned(),
        format!("ssl_cert_file={}", file("server.pem")),
        format!("ssl_key_file={}", file("server.key")),
    ] {
        serve.args(["-c", &setting]);
    }
    let process = serve
        .current_dir("/")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Some(Server {
        folder,
        process,
        port,
    })
}

fn mariadb() -> Option<Server> {
    let folder = tempfile::tempdir().unwrap();
    certificates(folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let user = Command::new("id").arg("-un").output().unwrap();
    let user = format!("--user={}", String::from_utf8_lossy(&user.stdout).trim());
    let data = format!("--datadir={}", file("data"));
    let mut install = Command::new("mariadb-install-db");
    install.args([
        "--no-defaults",
        &data,
        &user,
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
    ]);
    run(&mut install);
    let port = free_port();
    let process = Command::new("/usr/sbin/mariadbd")
        .args([
            "--no-defaults",
            &data,
            &user,
            "--bind-address=127.0.0.1",
            "--require-secure-transport=ON",
        ])
        .arg(format!("--port={port}"))
        // A server deletes what others have in a folder that they share.
        .arg(format!("--tmpdir={}", folder.path().display()))
        .arg(format!("--socket={}", file("socket")))
        .arg(format!("--pid-file={}", file("pid")))
        .arg(format!("--ssl-ca={}", file("ca.pem")))
        .arg(format!("--ssl-cert={}", file("server.pem")))
        .arg(format!("--ssl-key={}", file("server.key")))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    Some(Server {
        folder,
        process,
        port,
    })
}

/// Whether the server takes the connection, or what it or the driver says.
fn connect(url: &str) -> Result<(), (String, String)> {
    let url = DatabaseUrl::parse(url).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let migrator = Migrator::new(Registry::of_recorded(Vec::new()));
    let status = runtime.block_on(migrator.status(&url));
    status
        .map(drop)
        .map_err(|error| (error.to_string(), error.help().unwrap_or_default()))
}

fn wait_for(url: &str) {
    let start = Instant::now();
    while let Err((error, _)) = connect(url) {
        assert!(start.elapsed() < Duration::from_secs(60), "{error}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The name of the option for the mode and for the authority, and the modes.
struct Words {
    mode: &'static str,
    authority: &'static str,
    encrypted: &'static str,
    verified: &'static str,
    whole: &'static str,
    plain: &'static str,
}

fn holds(server: &Server, scheme: &str, login: &str, words: &Words) {
    let file = |name: &str| server.folder.path().join(name).display().to_string();
    let url = |host: &str, mode: &str, authority: Option<&str>| {
        let authority = authority.map(|name| format!("&{}={}", words.authority, file(name)));
        let (port, option) = (server.port, words.mode);
        format!(
            "{scheme}://{login}@{host}:{port}/{scheme}?{option}={mode}{}",
            authority.unwrap_or_default()
        )
    };
    wait_for(&url("localhost", words.encrypted, None));
    // The authority is known, and the host is the one of the certificate.
    connect(&url("localhost", words.whole, Some("ca.pem"))).unwrap();
    connect(&url("localhost", words.verified, Some("ca.pem"))).unwrap();
    // The host is another one.
    connect(&url("127.0.0.1", words.verified, Some("ca.pem"))).unwrap();
    for wrong in [
        url("127.0.0.1", words.whole, Some("ca.pem")),
        url("localhost", words.whole, Some("other.pem")),
        url("localhost", words.verified, Some("other.pem")),
        url("localhost", words.whole, None),
    ] {
        let (error, help) = connect(&wrong).unwrap_err();
        println!("{wrong}: {error}: {help}");
        assert!(help.contains("certificate"), "{wrong}: {error}: {help}");
    }
    connect(&url("localhost", words.whole, Some("none.pem"))).unwrap_err();
    // The server takes nothing else.
    let (error, help) = connect(&url("localhost", words.plain, None)).unwrap_err();
    println!("{error}: {help}");
}

#[test]
fn postgres_is_verified() {
    let server = postgres().expect("PostgreSQL's programs");
    let words = Words {
        mode: "sslmode",
        authority: "sslrootcert",
        encrypted: "require",
        verified: "verify-ca",
        whole: "verify-full",
        plain: "disable",
    };
    holds(&server, "postgres", "postgres", &words);
}

#[test]
fn mariadb_is_verified() {
    let server = mariadb().expect("MariaDB's programs");
    let words = Words {
        mode: "ssl-mode",
        authority: "ssl-ca",
        encrypted: "REQUIRED",
        verified: "VERIFY_CA",
        whole: "VERIFY_IDENTITY",
        plain: "DISABLED",
    };
    holds(&server, "mysql", "root", &words);
}
