use migration_core::Migrator;
use migration_core::driver::DatabaseUrl;
use migration_core::migration::Registry;
use migration_core::schema::DialectName;
use migration_tests::server;

#[test]
fn without_the_feature_an_encrypted_connection_is_refused_with_the_way_out() {
    for (dialect, option) in [
        (DialectName::Postgres, "sslmode=verify-full"),
        (DialectName::Mysql, "ssl-mode=VERIFY_IDENTITY"),
    ] {
        let Some(database) = server::database(dialect) else {
            continue;
        };
        let url = DatabaseUrl::parse(&format!("{}?{option}", database.url)).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let migrator = Migrator::new(Registry::of_recorded(Vec::new()));
        let error = runtime.block_on(migrator.status(&url)).unwrap_err();
        assert_eq!(error.code(), "connect", "{error}");
        let help = error.help().unwrap();
        assert!(help.contains("feature `tls`"), "{error}: {help}");
    }
}
