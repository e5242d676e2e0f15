//! Which answers to the lock's own statements are worth another try.

use std::time::Duration;

use crate::driver::{DriverError, ErrorKind};

/// How long before the first other try; each further one takes longer.
const FIRST: Duration = Duration::from_millis(20);

/// How long between two tries at most.
const LONGEST: Duration = Duration::from_millis(250);

/// Whether the statement had no effect and may have one if it is sent again.
pub(crate) fn is_transient(cause: &DriverError) -> bool {
    cause.kind == ErrorKind::Busy
        || matches!(
            cause.code.as_deref(),
            // PostgreSQL serialization_failure. MySQL: a record changed since it was read, an error
            // or a rollback at COMMIT as group replication says it, a Galera node that is not
            // ready yet: https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
            Some("40001" | "1020" | "1180" | "3101" | "1047")
        )
}

/// How long to wait before the next try.
#[derive(Debug)]
pub(super) struct BackOff {
    next: Duration,
}

impl BackOff {
    pub(super) const fn new() -> Self {
        Self { next: FIRST }
    }

    /// Waits, but not for longer than this.
    pub(super) async fn wait(&mut self, most: Duration) {
        tokio::time::sleep(self.next.min(most)).await;
        self.next = (self.next * 3 / 2).min(LONGEST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_go_well_the_next_time_is_tried_again() {
        for (code, kind, expected) in [
            ("40001", ErrorKind::Other, true),
            ("3101", ErrorKind::Other, true),
            ("1047", ErrorKind::Other, true),
            ("1213", ErrorKind::Busy, true),
            ("42501", ErrorKind::Other, false),
            ("08006", ErrorKind::Connection, false),
        ] {
            let cause = DriverError {
                message: String::new(),
                code: Some(code.to_owned()),
                kind,
            };
            assert_eq!(is_transient(&cause), expected, "{code}");
        }
    }
}
