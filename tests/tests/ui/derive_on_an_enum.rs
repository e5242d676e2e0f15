//! A migration is a struct.

mod m20261120_093000_create_posts {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub enum CreatePosts {
        Draft,
    }

    impl Migration for CreatePosts {
        fn up(&self, _: &mut SchemaBuilder) {}
    }
}

fn main() {}
