//! The service's migrations, one a module.

mod m20261101_090000_create_notes;
mod m20261102_090000_add_pinned_to_notes;
