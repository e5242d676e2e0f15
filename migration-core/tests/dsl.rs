//! What people write, recorded, folded and registered.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use migration_core::migration::{Down, Recorded, Registry, Version};
use migration_core::operation::Operation;

mod m20260101_000000_create_users {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub(crate) struct CreateUsers;

    pub(crate) const ID: Key<BigInt> = Key::new("users", "id");

    impl Migration for CreateUsers {
        fn up(&self, schema: &mut SchemaBuilder) {
            schema.create_table("users", |t| {
                t.id();
                t.column(varchar("email", 255).unique());
                t.column(boolean("is_active").default(true));
                t.timestamps();
            });
        }
    }
}

mod m20260102_000000_create_posts {
    use super::m20260101_000000_create_users as users;
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub(crate) struct CreatePosts;

    impl Migration for CreatePosts {
        fn up(&self, schema: &mut SchemaBuilder) {
            schema.create_table("posts", |t| {
                t.id();
                t.column(
                    big_int("author_id")
                        .references(users::ID)
                        .on_delete(Cascade),
                );
                t.column(varchar("title", 200).check("length(title) > 0").index());
                t.column(int("rank").default(0));
                t.column(decimal("price", 10, 2).default("0.00"));
                t.column(enumeration("status", ["draft", "published"]).default("draft"));
                t.index(["author_id", "rank"]);
                t.soft_delete();
            });
            schema.data(count).nothing_to_reverse();
            schema.backfill("posts").set("rank", "1").filter("rank = 0");
        }
    }

    #[data_migration]
    async fn count(db: &mut dyn DataConnection) -> Result<(), DataError> {
        db.execute("UPDATE posts SET rank = 2").await?;
        Ok(())
    }
}

mod m20260103_000000_change_posts {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub(crate) struct ChangePosts;

    impl Migration for ChangePosts {
        fn up(&self, schema: &mut SchemaBuilder) {
            schema.add_column("posts", varchar("slug", 80).fill("title").unique());
            schema.alter_column("posts", "rank", |c| {
                c.set_type(types::big_int()).using("rank * 10");
                c.set_nullable().drop_default();
            });
            schema.drop_column("posts", "title");
            schema.add_index(
                "posts",
                index([asc("rank"), desc("author_id")])
                    .unique()
                    .filter("rank > 0"),
            );
        }

        fn down(&self, schema: &mut SchemaBuilder) {
            schema.sql("SELECT 1").nothing_to_reverse();
        }
    }
}

#[test]
fn the_registry_holds_what_was_derived_in_the_order_of_versions() {
    let registry = migration_core::registry!();
    let names: Vec<String> = registry
        .entries()
        .iter()
        .map(|entry| format!("{} {}", entry.version, entry.name))
        .collect();
    assert_eq!(
        names,
        [
            "20260101_000000 create_users",
            "20260102_000000 create_posts",
            "20260103_000000 change_posts"
        ]
    );
    assert!(Registry::of_crate("another_crate").entries().is_empty());
}

#[test]
fn the_fold_knows_every_name_and_the_column_check_stops_a_drop() {
    let registry = migration_core::registry!();
    let schema = registry
        .fold_to("20260102_000000".parse().unwrap())
        .unwrap();
    let posts = schema.table("posts").unwrap();
    assert_eq!(posts.foreign_keys[0].name, "posts_author_id_fkey");
    assert_eq!(posts.checks[0].name, "posts_title_check");
    assert_eq!(posts.indexes[1].name, "posts_author_id_rank_idx");
    assert_eq!(
        schema.table("users").unwrap().uniques[0].name,
        "users_email_key"
    );
    let error = registry.fold().unwrap_err();
    assert_eq!(
        error.to_string(),
        "migration 20260103_000000 change_posts, operation 4 (drop column posts.title): \
         column posts.title is still needed by check \"posts_title_check\""
    );
}

#[test]
fn a_folded_table_has_no_room_to_spare() {
    let mut schema = migration_core::registry!()
        .fold_to("20260102_000000".parse().unwrap())
        .unwrap();
    schema.update("users", |table| {
        let another = table.columns[1].clone();
        table.columns.push(another);
    });
    for table in schema.tables() {
        let (columns, indexes) = (&table.columns, &table.indexes);
        assert_eq!(columns.capacity(), columns.len(), "{}", table.name);
        assert_eq!(indexes.capacity(), indexes.len(), "{}", table.name);
    }
}

#[test]
fn data_code_is_part_of_the_checksum_and_a_written_down_is_kept() {
    let recorded = migration_core::registry!().record();
    let Operation::Data(data) = &recorded[1].operations[1] else {
        panic!("the second operation is data code")
    };
    assert_eq!(data.up.name, "count");
    assert!(data.up.tokens.contains("\"UPDATE posts SET rank = 2\""));
    assert!(matches!(&recorded[2].down, Down::Written(operations) if operations.len() == 1));
    assert_eq!(recorded[1].down, Down::Derived);
}

#[test]
fn two_migrations_of_one_version_are_refused() {
    let version: Version = "20260101_000000".parse().unwrap();
    let twice = ["one", "two"].map(|name| Recorded::new(version, name, Vec::new(), Down::Derived));
    let error = Registry::of_recorded(twice.to_vec()).check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "two migrations have the version 20260101_000000: one and two"
    );
}
