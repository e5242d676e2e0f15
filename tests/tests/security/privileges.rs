//! The roles of docs/least-privilege.md, with exactly the rights that it names.

use migration_core::driver::DatabaseUrl;
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Migrator};
use migration_tests::cli::workspace;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

/// The SQL of a chapter, for this database.
fn statements(chapter: &str, database: &TestDatabase) -> Vec<Vec<String>> {
    let page = std::fs::read_to_string(workspace().join("docs/least-privilege.md")).unwrap();
    let (_, chapter) = page.split_once(&format!("## {chapter}\n")).unwrap();
    let chapter = chapter.split("\n## ").next().unwrap();
    let blocks = chapter.split("```sql\n").skip(1);
    blocks
        .map(|block| {
            let sql = block
                .split("```")
                .next()
                .unwrap()
                .replace("shop", &database.name);
            sql.split(";\n")
                .map(str::to_owned)
                .filter(|one| !one.trim().is_empty())
                .collect()
        })
        .collect()
}

fn as_user(database: &TestDatabase, user: &str) -> DatabaseUrl {
    let (scheme, rest) = database.url.split_once("://").unwrap();
    let (_, place) = rest.rsplit_once('@').unwrap();
    let url = format!("{scheme}://{}_{user}:change%20me@{place}", database.name);
    DatabaseUrl::parse(&url).unwrap()
}

fn migrations() -> Vec<Recorded> {
    let record = |version: &str, up: fn(&mut SchemaBuilder)| {
        let mut schema = SchemaBuilder::new();
        up(&mut schema);
        Recorded::new(
            version.parse().unwrap(),
            "m",
            schema.into_operations(),
            Down::Derived,
        )
    };
    vec![
        record("20260101_000000", |s| {
            s.create_table("users", |t| {
                t.id();
                t.column(varchar("email", 200).unique());
            });
            s.create_table("posts", |t| {
                t.id();
                t.column(big_int("user_id").references_column("users", "id"));
            });
        }),
        record("20260102_000000", |s| {
            s.add_column("users", varchar("name", 50).fill("email"));
            s.add_index("users", index(["name"]));
            s.rename_table("posts", "articles");
        }),
        record("20260103_000000", |s| {
            s.add_index("users", index(["email", "name"]).concurrently());
        }),
    ]
}

#[test]
fn the_roles_of_the_guide_have_enough_rights() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (dialect, chapter) in [
        (DialectName::Postgres, "PostgreSQL"),
        (DialectName::Mysql, "MySQL and MariaDB"),
    ] {
        let Some(database) = server::database(dialect) else {
            continue;
        };
        runtime.block_on(async {
            let mut admin = Live::connect(&database).await;
            if dialect == DialectName::Postgres {
                // As it is since PostgreSQL 15 in every new database.
                admin.ok("REVOKE CREATE ON SCHEMA public FROM PUBLIC").await;
            }
            let blocks = statements(chapter, &database);
            let [migrator_sql, reader_sql] = &blocks[..] else {
                panic!("{blocks:?}");
            };
            for sql in migrator_sql {
                admin.ok(sql).await;
            }
            let migrator = Migrator::new(Registry::of_recorded(migrations()));
            let source = as_user(&database, "migrator");
            assert_eq!(migrator.up(&source).await.unwrap().ran.len(), 3);
            for sql in reader_sql {
                admin.ok(sql).await;
            }
            let reader = as_user(&database, "reader");
            assert!(migrator.check(&reader).await.unwrap().is_ready());
            assert_eq!(migrator.status(&reader).await.unwrap().migrations.len(), 3);
            assert_eq!(migrator.history(&reader).await.unwrap().len(), 3);
            migrator.plan_down(&reader, DownTarget::All).await.unwrap();
            // It can look and nothing else.
            let refused = migrator.down(&reader, DownTarget::All).await.unwrap_err();
            println!("{dialect}: {refused}");
            assert!(migrator.check(&reader).await.unwrap().is_ready());
            migrator.down(&source, DownTarget::All).await.unwrap();
            let stamped = migrations()[0].version;
            migrator.stamp(&source, stamped).await.unwrap();
            for user in ["migrator", "reader"] {
                let user = format!("{}_{user}", database.name);
                let sql = match dialect {
                    DialectName::Postgres => {
                        format!("DROP OWNED BY {user} CASCADE; DROP ROLE {user}")
                    }
                    _ => format!("DROP USER '{user}'@'%'"),
                };
                admin.ok(&sql).await;
            }
        });
    }
}
