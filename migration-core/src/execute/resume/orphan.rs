//! A statement outlives its client: the server works on until it has an answer to give. Whoever
//! asked the catalogue meanwhile would see what was there before.

use std::time::{Duration, Instant};

use crate::error::Error;
use crate::event::Event;
use crate::execute::runner::{Runner, Stopped};
use crate::holder::Holder;

/// How long between two looks.
const POLL: Duration = Duration::from_millis(50);

/// How long a session that is idle is waited for: it ends when the server sees that its client is
/// gone, or has a statement still to read. Where the client's host died, it may stay for hours.
const IDLE: Duration = Duration::from_secs(2);

impl Runner<'_> {
    /// Waits until no session of the server is busy with the statement of a runner that died.
    pub(super) async fn wait_for_orphan(
        &mut self,
        backend: Option<&str>,
        statement: &str,
    ) -> Result<(), Stopped> {
        let Some(sql) = self.statements().find_orphan(backend, statement) else {
            return Ok(());
        };
        let start = Instant::now();
        let mut told = false;
        loop {
            // Who may not look at sessions goes by what the catalogue says.
            let rows = self.connection.query(&sql).await.unwrap_or_default();
            let cell = |row: &Vec<Option<String>>, at: usize| {
                row.get(at).cloned().flatten().unwrap_or_default()
            };
            let busy = rows.iter().find(|row| cell(row, 0) == "1");
            let Some(row) = busy.or(rows.first()) else {
                return Ok(());
            };
            if busy.is_none() && start.elapsed() >= IDLE {
                return Ok(());
            }
            let session = cell(row, 1);
            if busy.is_some() && start.elapsed() >= self.patience {
                return Err(Stopped::Error(Error::LockBusy {
                    holder: Some(Box::new(Holder {
                        owner: format!(
                            "session {session} of the server still works on the statement of a runner that died"
                        ),
                        ..Holder::default()
                    })),
                    waited: Some(start.elapsed()),
                }));
            }
            if busy.is_some() && !told {
                told = true;
                (self.listener)(&Event::WaitingForStatement { session });
            }
            tokio::time::sleep(POLL).await;
        }
    }
}
