//! What lies between two batches: the pause that was asked for, and whatever says to wait.

use std::time::{Duration, Instant};

use super::options::{DataOptions, POLL, Wait};
use crate::driver::{Access, Connection, Source as _};
use crate::event::Event;
use crate::schema::DialectName;

/// Servers are asked no more often than this.
const EVERY: Duration = Duration::from_secs(1);

/// One writes to a file of SQLite at a time, and whoever waits only looks now and then: a part of
/// the time is left to others.
const OTHERS: u32 = 10;

/// Asks between two batches whether to wait.
pub(super) struct Throttle<'a> {
    options: &'a DataOptions,
    table: &'a str,
    asked: Option<Instant>,
    /// Connections to replicas, as far as they could be made.
    replicas: Option<Vec<Connection>>,
    /// What cannot be read is said once.
    unreadable: bool,
}

impl<'a> Throttle<'a> {
    pub(super) const fn new(options: &'a DataOptions, table: &'a str) -> Self {
        Self {
            options,
            table,
            asked: None,
            replicas: None,
            unreadable: false,
        }
    }

    /// Waits as long as something says so, after a batch that took so long. No transaction is
    /// open meanwhile.
    pub(super) async fn wait(
        &mut self,
        connection: &mut Connection,
        took: Duration,
        listener: &(dyn Fn(&Event) + Send + Sync),
    ) {
        let pause = match connection.dialect() {
            DialectName::Sqlite => self.options.pause.max(took / OTHERS),
            DialectName::Postgres | DialectName::Mysql => self.options.pause,
        };
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        let mut told = None;
        while let Some(reason) = self.reason(connection, listener).await {
            if told.as_ref() != Some(&reason) {
                listener(&self.waiting(&reason));
                told = Some(reason);
            }
            tokio::time::sleep(POLL).await;
        }
    }

    fn waiting(&self, reason: &str) -> Event {
        Event::DataWaiting {
            table: self.table.to_owned(),
            reason: reason.to_owned(),
        }
    }

    /// Why to wait now.
    async fn reason(
        &mut self,
        connection: &mut Connection,
        listener: &(dyn Fn(&Event) + Send + Sync),
    ) -> Option<String> {
        if let Some(hook) = &self.options.hook
            && let Wait::Because(reason) = hook().await
        {
            return Some(reason);
        }
        if self.options.max_lag.is_none() && self.options.max_load.is_none() {
            return None;
        }
        if self.asked.is_some_and(|asked| asked.elapsed() < EVERY) {
            return None;
        }
        let reason = match self.load(connection).await {
            None => self.lag(connection, listener).await,
            some => some,
        };
        // Until it is better it is asked each time.
        self.asked = reason.is_none().then(Instant::now);
        reason
    }

    async fn load(&self, connection: &mut Connection) -> Option<String> {
        let most = self.options.max_load?;
        // Where it cannot be read, nothing is known against going on.
        let busy = connection.busy_sessions().await.ok()??;
        (busy > most).then(|| format!("{most} busy sessions at most, now there are more"))
    }

    async fn lag(
        &mut self,
        connection: &mut Connection,
        listener: &(dyn Fn(&Event) + Send + Sync),
    ) -> Option<String> {
        let most = self.options.max_lag?;
        let mut worst = connection.lag_of_replicas().await.ok().flatten();
        let mut unknown = false;
        for replica in self.replicas().await {
            match replica.own_lag().await {
                Ok(Some(lag)) => worst = worst.max(Some(lag)),
                Ok(None) | Err(_) => unknown = true,
            }
        }
        let missing = self.replicas.as_ref().map_or(0, Vec::len) < self.options.replicas.len();
        if (unknown || missing) && !self.unreadable {
            self.unreadable = true;
            listener(&self.waiting("a replica does not say how far it is behind; it is left out"));
        }
        worst
            .filter(|lag| *lag > most)
            .map(|_| format!("a replica is more than {} ms behind", most.as_millis()))
    }

    async fn replicas(&mut self) -> &mut [Connection] {
        if self.replicas.is_none() {
            let mut open = Vec::new();
            for url in &self.options.replicas {
                if let Ok(Some(connection)) = url.open(Access::Read).await {
                    open.push(connection);
                }
            }
            self.replicas = Some(open);
        }
        self.replicas.get_or_insert_default()
    }
}
