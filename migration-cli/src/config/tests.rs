use super::*;

const FILE: &str = r#"
    [profile.dev]
    url = "sqlite://app.db"
    [profile.staging]
    url = "postgres://${HOST}/app"
    [profile.live]
    url = "postgres://live/app"
    protected = true
"#;

fn select(
    file: &str,
    url: Option<&str>,
    env: Option<&str>,
    variables: &[(&str, &str)],
) -> Result<Selected, CliError> {
    let config = Config::parse(PathBuf::from("/p/migrate.toml"), file)?;
    let global = Global {
        database_url: url.map(str::to_owned),
        env: env.map(str::to_owned),
        ..Global::default()
    };
    config.select(&global, &Environment::fixed(variables))
}

#[test]
fn the_flag_beats_the_variable_beats_the_profile() {
    for (url, env, variables, expected, protected) in [
        (None, None, vec![], "sqlite:///p/app.db", false),
        (
            Some("sqlite://x.db"),
            None,
            vec![("DATABASE_URL", "v")],
            "sqlite://x.db",
            false,
        ),
        (
            None,
            None,
            vec![("DATABASE_URL", "mysql://h/d")],
            "mysql://h/d",
            false,
        ),
        (
            None,
            Some("staging"),
            vec![("HOST", "s")],
            "postgres://s/app",
            false,
        ),
        (
            None,
            None,
            vec![("MIGRATE_ENV", "live")],
            "postgres://live/app",
            true,
        ),
        (
            Some("postgres://live/app"),
            None,
            vec![],
            "postgres://live/app",
            true,
        ),
        (
            Some("sqlite::memory:"),
            Some("live"),
            vec![],
            "sqlite::memory:",
            true,
        ),
    ] {
        let selected = select(FILE, url, env, &variables).unwrap();
        assert_eq!(selected.url, expected);
        let live = protected.then(|| "live".to_owned());
        assert_eq!(selected.protected, live, "{expected}");
    }
}

#[test]
fn mistakes_name_the_place() {
    for (file, env, expected) in [
        (FILE, Some("production"), "no profile \"production\""),
        (FILE, Some("staging"), "needs the variable HOST"),
        ("", None, "no database is named"),
        (
            "[profile.dev]\nurk = 1\n",
            None,
            "/p/migrate.toml:2: unknown field `urk`",
        ),
        ("[profile.dev\n", None, "/p/migrate.toml:1:"),
        (
            "[profile.dev.timeouts]\nlock_wait = \"soon\"\n",
            None,
            "/p/migrate.toml:2: profile.dev.timeouts.lock_wait: write seconds",
        ),
        (
            "[profile.dev]\n[profile.dev.data]\n\nbatch_rows = [5, 1]\n",
            None,
            "/p/migrate.toml:4: profile.dev.data.batch_rows: write the fewest",
        ),
        (
            "[profile.dev.data]\nbatch_tme = 1\n",
            None,
            "/p/migrate.toml:2: unknown field `batch_tme`, expected one of `batch_time`",
        ),
        (
            "[profile.dev]\nurl = \"sqlite:a\"\n[profile.dev.data]\nreplicas = [\"mysql://${REPLICA}/d\"]\n",
            None,
            "profile dev needs the variable REPLICA",
        ),
    ] {
        let error = select(file, None, env, &[]).unwrap_err();
        assert!(error.message.contains(expected), "{}", error.message);
        assert!(error.exit == crate::exit::Exit::Usage);
    }
}

/// What the page on data migrations shows is what is read.
#[test]
fn the_documented_settings_of_batches_are_true() {
    let page = include_str!("../../../docs/data.md");
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (file, _) = rest.split_once("```").unwrap();
    let variables = [("REPLICA_URL", "mysql://replica/app")];
    let url = Some("mysql://primary/app");
    let selected = select(file, url, Some("prod"), &variables).unwrap();
    let (settings, replicas) = selected.data;
    assert_eq!(replicas, ["mysql://replica/app"]);
    let options = settings.options(Vec::new(), Vec::new());
    assert_eq!(options.batch_time.as_millis(), 100);
    assert_eq!(options.batch_rows, (100, 20_000));
    assert!(options.hook.is_some());
}

#[test]
fn a_pooler_is_said_by_the_profile_alone() {
    let file = "[profile.dev]\nurl = \"postgres://h/a\"\npooled = true\n[profile.direct]\nurl = \"postgres://h/b\"\npooled = false\n[profile.other]\nurl = \"postgres://h/c\"\n";
    for (env, expected) in [
        (None, Some(true)),
        (Some("direct"), Some(false)),
        (Some("other"), None),
    ] {
        let selected = select(file, None, env, &[]).unwrap();
        assert_eq!(selected.pooled, expected, "{env:?}");
    }
    let wrong = select("[profile.dev]\npooled = \"yes\"\n", None, None, &[]).unwrap_err();
    assert!(
        wrong.message.contains("/p/migrate.toml:2:"),
        "{}",
        wrong.message
    );
}

#[test]
fn a_sqlite_file_lies_beside_the_configuration() {
    for (url, expected) in [
        ("sqlite://app.db", "sqlite:///p/app.db"),
        ("sqlite:app.db?mode=rwc", "sqlite:///p/app.db?mode=rwc"),
        ("sqlite:///abs.db", "sqlite:///abs.db"),
        ("sqlite::memory:", "sqlite::memory:"),
        ("postgres://h/app.db", "postgres://h/app.db"),
    ] {
        assert_eq!(relative_to(url, Path::new("/p")), expected);
    }
}

#[test]
fn another_address_than_the_named_profile_is_noted() {
    let variables = [("DATABASE_URL", "postgres://other/app")];
    let selected = select(FILE, None, Some("live"), &variables).unwrap();
    assert!(selected.note.is_some());
    assert!(select(FILE, None, None, &variables).unwrap().note.is_none());
}
