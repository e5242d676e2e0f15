//! Rust code over rows: several statements that happen together or not at all, once or batch by
//! batch.

use migration_core::prelude::*;

#[data_migration]
pub(super) async fn count_users(db: &mut dyn DataConnection) -> Result<(), DataError> {
    let rows = db.query("SELECT count(*) FROM users").await?;
    let count = rows[0][0].clone().unwrap_or_default();
    db.execute(&format!("INSERT INTO counters VALUES ('users', {count})"))
        .await?;
    for author in 1..=3 {
        db.execute(&format!(
            "UPDATE posts SET title = 'by ' || title WHERE author_id = {author}"
        ))
        .await?;
    }
    db.execute("UPDATE counters SET n = n + 1").await?;
    Ok(())
}

#[data_migration]
pub(super) async fn forget_users(db: &mut dyn DataConnection) -> Result<(), DataError> {
    db.execute("UPDATE counters SET n = n - 1").await?;
    db.execute("UPDATE posts SET title = substr(title, 4) WHERE author_id <= 3")
        .await?;
    db.execute("DELETE FROM counters WHERE name = 'users'")
        .await?;
    Ok(())
}

#[data_migration]
pub(super) async fn add_points(
    db: &mut dyn DataConnection,
    batch: &Batch,
) -> Result<(), DataError> {
    for row in batch.rows() {
        let id: i64 = row.get("id")?.unwrap_or_default().parse()?;
        let points: i64 = row.get("points")?.unwrap_or_default().parse()?;
        db.execute(&format!(
            "UPDATE users SET points = {} WHERE id = {id}",
            2 * points + 1
        ))
        .await?;
    }
    Ok(())
}

#[data_migration]
pub(super) async fn take_points(
    db: &mut dyn DataConnection,
    batch: &Batch,
) -> Result<(), DataError> {
    db.execute(&format!(
        "UPDATE users SET points = points - 1 WHERE {}",
        batch.condition
    ))
    .await?;
    Ok(())
}
