//! How long a process that is connected already needs to know that its database is up to date,
//! beside sqlx's own migrator, which validates every applied migration. Prints JSON.
//!
//! `ready URL COUNT CALLS`: an empty database; the migrations are applied by the program itself.

use std::time::Instant;

use migration_core::Migrator;
use migration_core::dsl::{SchemaBuilder, big_int};
use migration_core::migration::{Down, Recorded, Registry, Version};
use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migrate, Migration, MigrationType, Migrator as Peer};

type Failure = Box<dyn std::error::Error>;

fn ours(count: u32) -> Result<Registry, Failure> {
    let record = |i: u32| {
        let mut schema = SchemaBuilder::new();
        schema.create_table(format!("ours_{i:05}"), |t| {
            t.id();
            t.column(big_int("number").nullable());
        });
        let time = i / 3600 * 10_000 + i / 60 % 60 * 100 + i % 60;
        let version = Version::new(20_260_101, time).ok_or("no such moment")?;
        let operations = schema.into_operations();
        Ok(Recorded::new(version, format!("create_{i}"), operations, Down::Derived))
    };
    Ok(Registry::of_recorded((1..=count).map(record).collect::<Result<_, Failure>>()?))
}

fn peer(count: u32) -> Peer {
    let migration = |i: u32| {
        let sql = sqlx::AssertSqlSafe(format!("CREATE TABLE peer_{i:05} (id bigint PRIMARY KEY, number bigint)"));
        let name = format!("create {i}").into();
        Migration::new(i.into(), name, MigrationType::Simple, sql.into_sql_str(), false)
    };
    Peer::with_migrations((1..=count).map(migration).collect())
}

/// What sqlx's migrator asks and compares where nothing is pending, without its lock and the
/// statement that makes its table: the least that can be called a check.
async fn validated(connection: &mut impl Migrate, peer: &Peer) -> Result<bool, Failure> {
    if connection.dirty_version(&peer.table_name).await?.is_some() {
        return Ok(false);
    }
    let applied = connection.list_applied_migrations(&peer.table_name).await?;
    let same = |(ours, theirs): (&Migration, &sqlx::migrate::AppliedMigration)| {
        ours.version == theirs.version && ours.checksum == theirs.checksum
    };
    Ok(applied.len() == peer.migrations.len() && peer.iter().zip(&applied).all(same))
}

macro_rules! measure {
    ($pool:expr, $count:expr, $calls:expr) => {{
        let (pool, peer) = ($pool, peer($count));
        let ours = Migrator::new(ours($count)?);
        ours.up(&pool).await?;
        peer.run(&pool).await?;
        let (mut times, mut peer_times) = (Vec::new(), Vec::new());
        // They take turns, so that whatever else the machine does hits both.
        for _ in 0..$calls {
            let began = Instant::now();
            let ready = ours.check(&pool).await?.is_ready();
            times.push(began.elapsed().as_secs_f64() * 1e3);
            let began = Instant::now();
            let mut connection = pool.acquire().await?;
            let valid = validated(&mut *connection, &peer).await?;
            drop(connection);
            peer_times.push(began.elapsed().as_secs_f64() * 1e3);
            if !ready || !valid {
                return Err("the database is not up to date".into());
            }
        }
        println!("{{\"ours\": {times:?}, \"sqlx\": {peer_times:?}}}");
    }};
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("which database?")?;
    let count: u32 = arguments.next().ok_or("how many migrations?")?.parse()?;
    let calls: u32 = arguments.next().ok_or("how many calls?")?.parse()?;
    if url.starts_with("sqlite") {
        measure!(sqlx::SqlitePool::connect(&url).await?, count, calls);
    } else {
        measure!(sqlx::PgPool::connect(&url).await?, count, calls);
    }
    Ok(())
}
