//! Deriving registers a migration; what it does has to be written.

mod m20261120_093000_create_posts {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub struct CreatePosts;
}

fn main() {}
