use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::driver::DatabaseUrl;
use crate::operation::BoxFuture;

/// How often something that is waited for is looked at.
pub(super) const POLL: Duration = Duration::from_millis(250);

/// What a hook says between two batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// Go on.
    No,
    /// Wait, and ask again; with the reason, in a few words.
    Because(String),
}

/// A function that is asked between two batches whether to wait.
pub type WaitHook = Arc<dyn Fn() -> BoxFuture<'static, Wait> + Send + Sync>;

/// How data migrations run in batches.
#[derive(Clone)]
pub struct DataOptions {
    /// How long a batch may take: its size follows from that. 200 ms where it is not said.
    pub batch_time: Duration,
    /// The fewest and the most rows of a batch: 100 and 20,000 where they are not said. A batch
    /// that had to be tried again may have fewer.
    pub batch_rows: (u32, u32),
    /// How long to wait between two batches. Where it is not said not at all, and on SQLite, where
    /// one writes at a time, for a tenth of the time that the batch took.
    pub pause: Duration,
    /// How far a replica may be behind. PostgreSQL's tell their primary; the others are asked, if
    /// they are among `replicas`.
    pub max_lag: Option<Duration>,
    /// Replicas to ask how far they are behind.
    pub replicas: Vec<DatabaseUrl>,
    /// How many sessions of others the server may be busy with.
    pub max_load: Option<u32>,
    /// What is asked between two batches, at most four times a second.
    pub hook: Option<WaitHook>,
}

impl Default for DataOptions {
    fn default() -> Self {
        Self {
            batch_time: Duration::from_millis(200),
            batch_rows: (100, 20_000),
            pause: Duration::ZERO,
            max_lag: None,
            replicas: Vec::new(),
            max_load: None,
            hook: None,
        }
    }
}

impl fmt::Debug for DataOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataOptions")
            .field("batch_time", &self.batch_time)
            .field("batch_rows", &self.batch_rows)
            .field("pause", &self.pause)
            .field("max_lag", &self.max_lag)
            .field("replicas", &self.replicas.len())
            .field("max_load", &self.max_load)
            .field("hook", &self.hook.is_some())
            .finish()
    }
}
