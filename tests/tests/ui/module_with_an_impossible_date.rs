//! The version in a module's name is a moment of the calendar.

mod m20261320_093000_create_posts {
    use migration_core::prelude::*;

    #[derive(Migration)]
    pub struct CreatePosts;

    impl Migration for CreatePosts {
        fn up(&self, _: &mut SchemaBuilder) {}
    }
}

fn main() {}
