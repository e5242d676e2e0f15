//! Decimals: every digit is kept, and they compare as numbers.

use migration_core::prelude::*;

use crate::{Bench, says};

fn products(schema: &mut SchemaBuilder) {
    schema.create_table("products", |t| {
        t.id();
        t.column(decimal("price", 20, 2).check("price > 0"));
        t.column(decimal("rating", 3, 2).default("0.00").check("rating <= 5"));
    });
}

#[tokio::test]
async fn every_digit_is_kept() {
    for mut bench in Bench::on_all(products).await {
        bench
            .sql("INSERT INTO products (price) VALUES ('12345678901234567.89')")
            .await;
        // Through a rebuild, a fill and a copy as well.
        bench
            .run(|schema| {
                schema.alter_column("products", "price", |c| {
                    c.set_type(types::decimal(22, 2));
                });
                schema.add_column("products", decimal("old_price", 22, 2).fill("price"));
                schema
                    .backfill("products")
                    .set("price", "old_price")
                    .filter("old_price > 5");
            })
            .await;
        for column in ["price", "old_price"] {
            let value = bench.value(&format!("SELECT {column} FROM products")).await;
            assert_eq!(value, "12345678901234567.89", "{:?}", bench.live.dialect());
        }
    }
}

#[tokio::test]
async fn a_check_compares_numbers() {
    for mut bench in Bench::on_all(products).await {
        bench
            .sql("INSERT INTO products (price, rating) VALUES ('10.00', '5.00'), ('9', '0.50')")
            .await;
        for row in ["('1.00', '5.01')", "('-1.00', '1.00')"] {
            let error = bench
                .live
                .sql(&format!(
                    "INSERT INTO products (price, rating) VALUES {row}"
                ))
                .await;
            says(&error.unwrap_err().to_lowercase(), "constraint");
        }
        bench
            .run(|schema| {
                schema
                    .backfill("products")
                    .set("rating", "'1.00'")
                    .filter("price > 9.5");
            })
            .await;
        let ratings = bench
            .column("SELECT rating FROM products ORDER BY id")
            .await;
        assert_eq!(ratings, "1.00,0.50", "{:?}", bench.live.dialect());
    }
}
