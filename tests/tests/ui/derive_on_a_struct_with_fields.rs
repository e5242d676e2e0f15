//! A migration has no state of its own.

mod m20261120_093000_create_posts {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub struct CreatePosts {
        pub table: String,
    }

    impl Migration for CreatePosts {
        fn up(&self, _: &mut SchemaBuilder) {}
    }
}

fn main() {}
