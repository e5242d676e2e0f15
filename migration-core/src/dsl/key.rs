use std::marker::PhantomData;

/// A column that foreign keys refer to, with its type.
///
/// The migration that makes a table exports its key, and a later one that refers to it gets
/// the type checked while compiling:
///
/// ```
/// use migration_core::prelude::*;
///
/// pub const ID: Key<BigInt> = Key::new("users", "id");
/// ```
#[derive(Debug)]
pub struct Key<T> {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    kind: PhantomData<T>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> Key<T> {
    /// The key `column` of `table`.
    #[must_use]
    pub const fn new(table: &'static str, column: &'static str) -> Self {
        Self {
            table,
            column,
            kind: PhantomData,
        }
    }
}
