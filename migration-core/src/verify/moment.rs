//! What a database holds at one moment.

use super::contents::{self, Contents};
use crate::driver::{Connection, DriverError};
use crate::error::Error;
use crate::introspect::{Introspection, introspect};

/// Schema and rows of a database at one moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Moment {
    pub(super) found: Introspection,
    pub(super) contents: Contents,
}

impl Moment {
    /// As it is now.
    pub(super) async fn now(connection: &mut Connection) -> Result<Self, Error> {
        let read = async {
            let found = introspect(connection).await?;
            let contents = contents::read(connection, &found.schema).await?;
            Ok(Self { found, contents })
        };
        read.await.map_err(unreadable)
    }
}

pub(super) fn unreadable(cause: DriverError) -> Error {
    Error::Database {
        doing: "read the scratch database".to_owned(),
        cause: cause.to_string(),
    }
}
