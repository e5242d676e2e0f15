//! The macros of `migration-core`: thin, with their errors at the place that is wrong.

mod data_migration;
mod derive_migration;

use proc_macro::TokenStream;

/// Names a migration after its module and registers it.
///
/// The module is named `m<YYYYMMDD>_<HHMMSS>_<name>`; the struct has no fields.
#[proc_macro_derive(Migration)]
pub fn derive_migration(input: TokenStream) -> TokenStream {
    derive_migration::expand(input.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

/// Makes an async function into data code for `schema.data(…)`, or for `schema.data_in_batches(…)`.
///
/// The function takes a `&mut dyn DataConnection`, and a `&Batch` behind it where it runs in batches,
/// and returns `Result<(), DataError>`.
/// Its tokens are part of the migration's checksum: comments and formatting are not.
#[proc_macro_attribute]
pub fn data_migration(arguments: TokenStream, item: TokenStream) -> TokenStream {
    data_migration::expand(arguments.into(), item.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}
