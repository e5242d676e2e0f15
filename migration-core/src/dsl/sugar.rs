//! What many tables have, in one word.

use super::column::FitsNewTable;
use super::column_functions::{big_int, timestamp_tz, ulid, varchar};
use super::default_for::now;
use super::index::IndexBuilder;
use super::schema_builder::SchemaBuilder;
use super::table_builder::TableBuilder;
use super::text::IntoColumns;
use crate::schema::{IndexPart, SqlText};

impl TableBuilder {
    /// A column `id` of ULIDs, which sort by the time they were made: the primary key. The
    /// application makes them.
    ///
    /// | | |
    /// |---|---|
    /// | SQLite | `"id" CHAR(26) NOT NULL`, `PRIMARY KEY ("id")` |
    /// | PostgreSQL | `"id" char(26) NOT NULL`, `PRIMARY KEY ("id")` |
    /// | MySQL, MariaDB | `` `id` char(26) NOT NULL ``, `` PRIMARY KEY (`id`) `` |
    pub fn ulid_id(&mut self) -> &mut Self {
        self.column(ulid("id"));
        self.primary_key("id")
    }

    /// The columns `created_at` and `updated_at`, of which every UPDATE that does not set it
    /// sets the second to the moment.
    ///
    /// | | |
    /// |---|---|
    /// | SQLite | `CREATE TRIGGER "posts_updated_at_touch" AFTER UPDATE ON "posts" …` |
    /// | PostgreSQL | `CREATE TRIGGER "posts_updated_at_touch" BEFORE UPDATE ON "posts" FOR EACH ROW EXECUTE FUNCTION migrate_touch('updated_at')`, and that function once |
    /// | MySQL, MariaDB | `` `updated_at` datetime(6) … ON UPDATE CURRENT_TIMESTAMP(6) `` |
    ///
    /// The triggers belong to the column: they go with it, and follow its name and its table's.
    pub fn touched_timestamps(&mut self) -> &mut Self {
        self.column(timestamp_tz("created_at").default(now()));
        self.column(
            timestamp_tz("updated_at")
                .default(now())
                .touched_on_update(),
        )
    }

    /// A reference to a row of any table: `item_type` says which table, `item_id` which of its
    /// rows, and an index finds what refers to one. No server checks such a reference.
    ///
    /// | | |
    /// |---|---|
    /// | SQLite | `"item_type" VARCHAR(255) NOT NULL, "item_id" BIGINT NOT NULL`, `CREATE INDEX … ("item_type", "item_id")` |
    /// | PostgreSQL | `"item_type" varchar(255) NOT NULL, "item_id" bigint NOT NULL`, `CREATE INDEX … ("item_type", "item_id")` |
    /// | MySQL, MariaDB | `` `item_type` varchar(255) NOT NULL, `item_id` bigint NOT NULL ``, `` CREATE INDEX … (`item_type`, `item_id`) `` |
    pub fn polymorphic(&mut self, name: impl AsRef<str>) -> &mut Self {
        let name = name.as_ref();
        let (kind, id) = (format!("{name}_type"), format!("{name}_id"));
        self.column(varchar(&kind, 255));
        self.column(big_int(&id));
        self.index([kind.as_str(), id.as_str()])
    }

    /// No two rows that are not [deleted](Self::soft_delete) have the same values in these
    /// columns: a unique index over the rows whose `deleted_at` is NULL.
    ///
    /// | | |
    /// |---|---|
    /// | SQLite | `CREATE UNIQUE INDEX … ("email") WHERE "deleted_at" IS NULL` |
    /// | PostgreSQL | `CREATE UNIQUE INDEX … ("email") WHERE "deleted_at" IS NULL` |
    /// | MySQL, MariaDB | refused: they have no index over some of the rows. A generated column that is NULL in deleted rows can be unique there |
    pub fn unique_among_living(&mut self, columns: impl IntoColumns) -> &mut Self {
        self.index(among_living(columns))
    }
}

/// The index of [`TableBuilder::unique_among_living`].
fn among_living(columns: impl IntoColumns) -> IndexBuilder {
    let parts: Vec<IndexPart> = columns
        .into_columns()
        .into_iter()
        .map(IndexPart::column)
        .collect();
    IndexBuilder::of(parts).unique().filter(living())
}

fn living() -> SqlText {
    SqlText::from("deleted_at IS NULL")
}

impl SchemaBuilder {
    /// Creates a table that joins rows of two others: both columns are its primary key, and an
    /// index finds the way from the second to the first.
    ///
    /// ```
    /// # use migration_core::prelude::*;
    /// # const GROUP: Key<BigInt> = Key::new("groups", "id");
    /// # const USER: Key<BigInt> = Key::new("users", "id");
    /// # let mut schema = SchemaBuilder::new();
    /// schema.create_join_table(
    ///     "groups_users",
    ///     big_int("group_id").references(GROUP).on_delete(Cascade),
    ///     big_int("user_id").references(USER).on_delete(Cascade),
    ///     |t| {
    ///         t.column(varchar("role", 20));
    ///     },
    /// );
    /// ```
    ///
    /// | | |
    /// |---|---|
    /// | SQLite | `CREATE TABLE "groups_users" (… PRIMARY KEY ("group_id", "user_id") …)`, `CREATE INDEX … ("user_id", "group_id")` |
    /// | PostgreSQL | `CREATE TABLE "groups_users" (… PRIMARY KEY ("group_id", "user_id") …)`, `CREATE INDEX … ("user_id", "group_id")` |
    /// | MySQL, MariaDB | `` CREATE TABLE `groups_users` (… PRIMARY KEY (`group_id`, `user_id`) …) ``, `` CREATE INDEX … (`user_id`, `group_id`) `` |
    pub fn create_join_table(
        &mut self,
        name: impl Into<String>,
        first: impl FitsNewTable,
        second: impl FitsNewTable,
        define: impl FnOnce(&mut TableBuilder),
    ) {
        self.create_table(name, |t| {
            t.column(first);
            t.column(second);
            let names: Vec<String> = t.table.columns.iter().map(|it| it.name.clone()).collect();
            let back: Vec<IndexPart> = names.iter().rev().map(IndexPart::column).collect();
            t.primary_key(names);
            t.index(IndexBuilder::of(back));
            define(t);
        });
    }
}
