//! A migration's module is named after its version.

mod create_posts {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub struct CreatePosts;

    impl Migration for CreatePosts {
        fn up(&self, _: &mut SchemaBuilder) {}
    }
}

fn main() {}
