use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields};

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let name = &input.ident;
    match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Unit) => {}
        Data::Struct(data) => {
            return Err(Error::new_spanned(
                &data.fields,
                format!("a migration has no fields: write `pub struct {name};`"),
            ));
        }
        Data::Enum(_) | Data::Union(_) => {
            return Err(Error::new_spanned(
                name,
                format!("a migration is a struct: write `pub struct {name};`"),
            ));
        }
    }
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "a migration has no generic parameters",
        ));
    }
    Ok(quote! {
        const _: () = {
            static MIGRATION: #name = #name;
            ::migration_core::private::inventory::submit! {
                ::migration_core::migration::Registered::new(
                    ::core::module_path!(),
                    ::core::file!(),
                    &MIGRATION,
                )
            }
        };
    })
}
