//! What a database holds at one moment.

use super::contents::{self, Contents};
use crate::driver::Connection;
use crate::error::Error;
use crate::introspect::{Introspection, introspect_with};
use crate::scratch::unreadable;

/// Schema and rows of a database at one moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Moment {
    pub(super) found: Introspection,
    pub(super) contents: Contents,
}

impl Moment {
    /// As it is now.
    pub(super) async fn now(
        connection: &mut Connection,
        namespaces: &[String],
    ) -> Result<Self, Error> {
        let namespaces: Vec<&str> = namespaces.iter().map(String::as_str).collect();
        let read = async {
            let found = introspect_with(connection, &namespaces).await?;
            let contents = contents::read(connection, &found.schema).await?;
            Ok(Self { found, contents })
        };
        read.await.map_err(unreadable)
    }
}
