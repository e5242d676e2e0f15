//! How busy a server is, and how far its replicas are behind, as far as it tells.

use std::time::Duration;

use super::{Connection, DriverError};
use crate::schema::DialectName;

impl Connection {
    /// How many sessions of others are busy; `None` where there are none.
    pub(crate) async fn busy_sessions(&mut self) -> Result<Option<u32>, DriverError> {
        let sql = match self.dialect() {
            DialectName::Sqlite => return Ok(None),
            DialectName::Postgres => {
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' \
                 AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            }
            DialectName::Mysql => "SHOW GLOBAL STATUS LIKE 'Threads_running'",
        };
        let rows = self.query(sql).await?;
        let value = rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next_back()?);
        let busy: Option<u32> = value.and_then(|text| text.parse().ok());
        // MySQL counts the one that asks.
        let own = u32::from(self.dialect() == DialectName::Mysql);
        Ok(busy.map(|busy| busy.saturating_sub(own)))
    }

    /// How far the replica that is furthest behind is, where the primary knows: PostgreSQL does,
    /// for users that may see it.
    /// <https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW>
    pub(crate) async fn lag_of_replicas(&mut self) -> Result<Option<Duration>, DriverError> {
        if self.dialect() != DialectName::Postgres {
            return Ok(None);
        }
        let sql =
            "SELECT (extract(epoch FROM max(replay_lag)) * 1000)::bigint FROM pg_stat_replication";
        Ok(milliseconds(self.value(sql).await?))
    }

    /// How far this replica is behind; `None` where it is none, or does not know.
    pub(crate) async fn own_lag(&mut self) -> Result<Option<Duration>, DriverError> {
        match self.dialect() {
            DialectName::Sqlite => Ok(None),
            // Where nothing is left to be replayed, the last change may be long ago.
            DialectName::Postgres => {
                let sql = "SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0 \
                           ELSE (extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint END";
                Ok(milliseconds(self.value(sql).await?))
            }
            DialectName::Mysql => self.seconds_behind().await,
        }
    }

    #[cfg(feature = "mysql")]
    async fn seconds_behind(&mut self) -> Result<Option<Duration>, DriverError> {
        use sqlx::Row as _;
        let Some(connection) = self.mysql() else {
            return Ok(None);
        };
        // The first is MySQL's word since 8.0.22 and MariaDB's since 10.5.1:
        // https://dev.mysql.com/doc/refman/8.4/en/show-replica-status.html
        let mut row = sqlx::raw_sql("SHOW REPLICA STATUS")
            .fetch_optional(&mut *connection)
            .await;
        if row.is_err() {
            row = sqlx::raw_sql("SHOW SLAVE STATUS")
                .fetch_optional(&mut *connection)
                .await;
        }
        let Some(row) = row? else {
            return Ok(None);
        };
        let behind = ["Seconds_Behind_Source", "Seconds_Behind_Master"]
            .iter()
            .find_map(|name| row.try_get_unchecked::<Option<String>, _>(*name).ok());
        let seconds = behind.flatten().and_then(|text| text.parse().ok());
        Ok(seconds.map(Duration::from_secs))
    }

    #[cfg(not(feature = "mysql"))]
    #[allow(clippy::unused_async, reason = "with the driver it asks")]
    async fn seconds_behind(&mut self) -> Result<Option<Duration>, DriverError> {
        Ok(None)
    }
}

fn milliseconds(text: Option<String>) -> Option<Duration> {
    text?.parse().ok().map(Duration::from_millis)
}
