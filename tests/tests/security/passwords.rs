//! A password with everything in it that could break out of something, through every command and
//! every way a connection can fail: nothing that is printed, written or passed on has it.

use std::process::Stdio;

use migration_core::schema::DialectName;
use migration_tests::cli::{Project, workspace};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

/// The part that is looked for: no code of a URL and no quoting changes it.
const MARK: &str = "Geh3im";
const PASSWORD: &str = "a'b\"c%sd@e/f:g?h#iä€;$(x)`y`\\Geh3im\\' --";

/// The first few of them go to every address, all of them to the one that works.
const COMMANDS: &[&[&str]] = &[
    &["status"],
    &["up", "-v"],
    &["up", "--json"],
    &["db", "create"],
    &["db", "wait", "--timeout", "0"],
    &["status", "--json"],
    &["up", "--dry-run"],
    &["plan"],
    &["history"],
    &["current"],
    &["validate"],
    &["stamp", "20260101"],
    &["down", "--yes"],
    &["redo", "--yes"],
    &["reset", "--yes", "--json"],
    &["verify"],
];

/// For a URL.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Runs the package's own binary, and holds when no place has the password.
fn is_silent(project: &Project, url: &str, arguments: &[&str]) -> Option<i32> {
    let binary = workspace().join("target/tmp/cli/debug/security");
    let log = project.path("log.jsonl");
    let children = project.path("children");
    let log_text = log.display().to_string();
    let children_text = children.display().to_string();
    let arguments = [arguments, &["--log-file", &log_text]].concat();
    let variables = [("DATABASE_URL", url), ("CHILDREN", children_text.as_str())];
    let output = project
        .command(binary.as_os_str(), &arguments, &variables)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let read = |path| std::fs::read(path).unwrap_or_default();
    for (place, bytes) in [
        ("standard output", output.stdout),
        ("the error stream", output.stderr),
        ("the event log", read(&log)),
        ("the command lines and input of children", read(&children)),
    ] {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains(MARK),
            "{arguments:?} on {url}, {place}: {text}"
        );
    }
    output.status.code()
}

fn package() -> Project {
    let project = Project::init("security", &["--database", "all"]);
    project.write_migration(
        "m20260101_090000_ok",
        r#"schema.create_table("users", |t| { t.id(); });"#,
    );
    project.write_migration(
        "m20260102_090000_broken",
        r#"schema.sql("SELECT * FROM there_is_none").nothing_to_reverse();"#,
    );
    project.write(
        "migrations/migrate.toml",
        "[profile.dev.hooks]\n\
         on_success = \"cat - /proc/$PPID/cmdline /proc/self/cmdline >> $CHILDREN\"\n\
         on_failure = \"cat - /proc/$PPID/cmdline /proc/self/cmdline >> $CHILDREN\"\n",
    );
    project.migrate(&["validate"]).exits(0);
    project
}

/// A user with the password, and the URL with it.
async fn login(live: &mut Live, database: &TestDatabase) -> (String, String) {
    let user = format!("{}_u", database.name);
    let password = migration_core::driver::literal(live.dialect(), PASSWORD);
    let statements = match database.dialect {
        DialectName::Postgres => vec![format!(
            "CREATE ROLE {user} SUPERUSER LOGIN PASSWORD {password}"
        )],
        // Its grammar wants a plain text for the password.
        _ => vec![
            format!(
                "CREATE USER {user}@'%' IDENTIFIED BY '{}'",
                PASSWORD.replace('\\', "\\\\").replace('\'', "''")
            ),
            format!("GRANT ALL ON {}.* TO {user}@'%'", database.name),
        ],
    };
    for statement in statements {
        live.ok(&statement).await;
    }
    let (scheme, rest) = database.url.split_once("://").unwrap();
    let (_, place) = rest.rsplit_once('@').unwrap();
    let place = place.replace("localhost", "127.0.0.1");
    let url = format!("{scheme}://{user}:{}@{place}", encoded(PASSWORD));
    (user, url)
}

#[test]
fn no_place_has_the_password() {
    let project = package();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for dialect in [DialectName::Postgres, DialectName::Mysql] {
        let Some(database) = server::database(dialect) else {
            continue;
        };
        runtime.block_on(async {
            let mut live = Live::connect(&database).await;
            let (user, good) = login(&mut live, &database).await;
            assert_eq!(is_silent(&project, &good, &["up"]), Some(9), "it connects");
            let password = encoded(PASSWORD);
            let (scheme, rest) = good.split_once("://").unwrap();
            let (_, place) = rest.rsplit_once('@').unwrap();
            let (address, name) = place.split_once('/').unwrap();
            let (host, _) = address.split_once(':').unwrap_or((address, ""));
            let urls = [
                good.clone(),
                // Another password, another user, another database, another port, another host.
                format!("{scheme}://{user}:x{password}@{place}"),
                format!("{scheme}://nobody:{password}@{place}"),
                format!("{scheme}://{user}:{password}@{address}/there_is_none"),
                format!("{scheme}://{user}:{password}@{host}:1/{name}"),
                format!("{scheme}://{user}:{password}@host.invalid/{name}"),
                // Encrypted, which is not to be had here.
                format!(
                    "{good}?sslmode={}",
                    if dialect == DialectName::Postgres {
                        "verify-full"
                    } else {
                        "VERIFY_CA"
                    }
                ),
                // As an option.
                format!("{scheme}://{place}?user={user}&password={password}"),
                format!("{scheme}://{place}?p%61ssword={password}"),
                // Not encoded as it should be.
                format!("{scheme}://{user}:{PASSWORD}@{place}"),
                format!("{scheme}://{user}:1?{MARK}@{place}"),
                format!("{scheme}://{user}:1#{MARK}@{place}"),
                format!("{scheme}://{user}:100%{MARK}@{place}?sslmode=none"),
                format!("{scheme}:/{user}:{MARK}@{place}"),
                format!("{scheme}:{user}:{MARK}@{place}"),
                format!("x{scheme}://{user}:{MARK}@{place}"),
                format!("{user}:{MARK}@{place}"),
            ];
            let mut runs = 0;
            for url in &urls {
                let few = if *url == good { COMMANDS.len() } else { 5 };
                for command in &COMMANDS[..few] {
                    let code = is_silent(&project, url, command);
                    assert!(
                        code.is_some_and(|code| code != 101),
                        "{command:?} on {url}: {code:?}"
                    );
                    runs += 1;
                }
            }
            println!("{dialect}: {runs} runs");
            for table in ["migrate_ledger", "migrate_events", "migrate_head"] {
                let rows = live.ok(&format!("SELECT * FROM {table}")).await;
                assert!(!format!("{rows:?}").contains(MARK), "{table}: {rows:?}");
            }
            let drop = match dialect {
                DialectName::Postgres => format!("DROP OWNED BY {user} CASCADE; DROP ROLE {user}"),
                _ => format!("DROP USER {user}@'%'"),
            };
            // What is left of the user goes with the database.
            let _ = live.sql(&drop).await;
        });
    }
}

/// A URL that somebody puts where it does not belong.
#[test]
fn a_url_in_the_wrong_place_is_not_repeated() {
    let project = Project::empty();
    let url = format!("postgres://u:{MARK}@h/db");
    let outcomes = [
        project.migrate(&["up", &url]),
        project.migrate(&["up", &url, "--json"]),
        project.migrate(&["status", "--config", &url]),
    ];
    for outcome in outcomes {
        assert!(outcome.code.is_some_and(|code| code != 0));
        assert!(
            !outcome.stdout.contains(MARK) && !outcome.stderr.contains(MARK),
            "{outcome}"
        );
    }
    for (file, text) in [
        ("migrate.toml", format!("[profile]\ndev = \"{url}\"\n")),
        (
            "migrate.toml",
            format!("[profile.dev]\nprotected = \"{url}\"\n"),
        ),
        ("migrate.toml", format!("[profile.dev]\n\"{url}\" = 1\n")),
        ("migrate.toml", format!("[profile.dev]\nurl = \"{url}\n")),
        (
            ".env",
            format!("DATABASE_URL=\"postgres://u:'a\"{MARK}@h/db\n"),
        ),
        (".env", format!("DATABASE_URL=postgres://u:a {MARK}@h/db\n")),
    ] {
        let project = Project::empty();
        project.write(file, &text);
        let outcome = project.migrate(&["db", "create"]);
        assert!(
            outcome.code.is_some_and(|code| code != 0),
            "{text}: {outcome}"
        );
        assert!(
            !outcome.stdout.contains(MARK) && !outcome.stderr.contains(MARK),
            "{text}: {outcome}"
        );
    }
}
