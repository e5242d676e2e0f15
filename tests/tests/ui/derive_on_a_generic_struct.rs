//! A migration has no parameters.

mod m20261120_093000_create_posts {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub struct CreatePosts<const N: usize>;

    impl<const N: usize> Migration for CreatePosts<N> {
        fn up(&self, _: &mut SchemaBuilder) {}
    }
}

fn main() {}
