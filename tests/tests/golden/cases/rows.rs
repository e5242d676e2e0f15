//! SQL as it was written, backfills and Rust code.

use migration_core::prelude::*;

use super::{Case, SHOP, case, fresh, shop};

#[data_migration]
async fn nothing(db: &mut dyn DataConnection) -> Result<(), DataError> {
    db.execute("UPDATE users SET age = age").await?;
    Ok(())
}

#[data_migration]
async fn one_by_one(db: &mut dyn DataConnection, batch: &Batch) -> Result<(), DataError> {
    for row in batch.rows() {
        let id = row.get("id")?.unwrap_or_default();
        db.execute(&format!("UPDATE users SET age = age WHERE id = {id}"))
            .await?;
    }
    Ok(())
}

fn in_parts(schema: &mut SchemaBuilder) {
    schema.create_table("parts", |t| {
        t.column(varchar("shelf", 20));
        t.column(int("number"));
        t.column(varchar("code", 20).unique());
        t.column(int("weight"));
        t.primary_key(["shelf", "number"]);
    });
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("sql", shop, |schema| {
            schema
                .sql("UPDATE users SET age = 1; DELETE FROM posts WHERE title = ';'; -- done")
                .nothing_to_reverse();
        })
        .rows(SHOP),
        case("sql_for_each_dialect", shop, |schema| {
            schema
                .sql(
                    by_dialect()
                        .sqlite("CREATE TRIGGER old AFTER UPDATE ON users BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM posts WHERE 0; END; SELECT 1")
                        .postgres("CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 1; END $$; SELECT one()")
                        .mysql("CREATE TRIGGER old BEFORE UPDATE ON users FOR EACH ROW BEGIN IF NEW.age < 0 THEN SET NEW.age = 0; END IF; SET @a = 1; END; SELECT 1"),
                )
                .reverse(
                    by_dialect()
                        .sqlite("DROP TRIGGER old")
                        .postgres("DROP FUNCTION one()")
                        .mysql("DROP TRIGGER old"),
                );
        }),
        case("sql_outside_of_a_transaction", shop, |schema| {
            schema
                .sql(
                    by_dialect()
                        .sqlite("SELECT 1")
                        .postgres(
                            "SELECT 1; CREATE INDEX CONCURRENTLY by_age ON users (age); SELECT 2",
                        )
                        .mysql("SELECT 1"),
                )
                .reverse(
                    by_dialect()
                        .sqlite("SELECT 1")
                        .postgres("DROP INDEX CONCURRENTLY by_age")
                        .mysql("SELECT 1"),
                );
        }),
        case("sql_without_a_text", shop, |schema| {
            schema
                .sql(by_dialect().postgres("SELECT 1"))
                .nothing_to_reverse();
            schema.add_check("users", "users_age", by_dialect().mysql("age > 0"));
            schema.add_column(
                "users",
                custom("place", by_dialect().sqlite("TEXT")).nullable(),
            );
            schema.add_index(
                "users",
                index(["age"]).filter(by_dialect().postgres("age > 0")),
            );
            schema.backfill("users").set("age", by_dialect().mysql("1"));
        }),
        fresh("sql_that_ends_the_transaction", |schema| {
            schema
                .sql("SELECT 1; COMMIT; SELECT 2")
                .nothing_to_reverse();
        }),
        fresh("sql_for_a_client", |schema| {
            schema
                .sql(
                    by_dialect()
                        .sqlite("SELECT 1")
                        .postgres("SELECT 1")
                        .mysql("DELIMITER //\nSELECT 1//"),
                )
                .nothing_to_reverse();
        }),
        case("backfill", shop, |schema| {
            schema
                .backfill("users")
                .set("name", "lower(email)")
                .set("age", "age + 1")
                .filter("name IS NULL OR age > 5")
                .set_reverse("name", "NULL")
                .filter_reverse("age > 0");
        })
        .rows(SHOP),
        case("backfill_of_every_row", shop, |schema| {
            schema.backfill("posts").set("place", "1");
        })
        .rows(SHOP),
        case("backfill_by_a_decimal", shop, |schema| {
            schema
                .backfill("users")
                .set("age", "CASE WHEN credit > 9 THEN 2 ELSE 1 END")
                .set("credit", "credit")
                .filter("credit < 100");
        })
        .rows(SHOP),
        case("backfill_in_batches", shop, |schema| {
            schema
                .backfill("users")
                .set("name", "lower(email)")
                .filter("name IS NULL OR age > 5")
                .set_reverse("name", "NULL")
                .batched();
        })
        .rows(SHOP),
        case(
            "backfill_in_batches_by_several_columns",
            in_parts,
            |schema| {
                schema
                    .backfill("parts")
                    .set("weight", "weight + 1")
                    .batched()
                    .batch_limit(500);
            },
        ),
        case("backfill_in_batches_by_a_unique_text", in_parts, |schema| {
            schema
                .backfill("parts")
                .set("weight", "0")
                .batched_by("code");
        }),
        case("ensure", shop, |schema| {
            schema.ensure("users", "email IS NOT NULL");
        })
        .rows(SHOP),
        case("ensure_by_several_columns", in_parts, |schema| {
            schema.ensure("parts", "weight > 0");
        }),
        case("data_code_in_batches", shop, |schema| {
            schema
                .data_in_batches("users", one_by_one)
                .columns(["email"])
                .filter("age > 5")
                .nothing_to_reverse();
        })
        .rows(SHOP),
        case("data_code", shop, |schema| {
            schema.data(nothing).nothing_to_reverse();
        })
        .rows(SHOP),
    ]
}
