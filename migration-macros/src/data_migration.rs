use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Error, FnArg, ItemFn, ReturnType, Signature, Type};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    if !arguments.is_empty() {
        return Err(Error::new_spanned(
            arguments,
            "`#[data_migration]` takes no arguments",
        ));
    }
    let function: ItemFn = syn::parse2(item)?;
    let signature = &function.sig;
    if signature.asyncness.is_none() {
        return Err(Error::new_spanned(
            signature.fn_token,
            "data code is async: write `async fn`",
        ));
    }
    if !signature.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &signature.generics,
            "data code has no generic parameters",
        ));
    }
    let in_batches = takes_a_batch(signature)?;
    let ReturnType::Type(_, result) = &signature.output else {
        return Err(Error::new_spanned(
            signature,
            "data code tells whether it went well: write `-> Result<(), DataError>`",
        ));
    };
    let name = &signature.ident;
    let text = name.to_string();
    let visibility = &function.vis;
    let block = &function.block;
    // The compiler's complaint about another result belongs to the result, not to the macro.
    let (kind, batch, arguments) = if in_batches {
        let batch = quote!(batch: &'a ::migration_core::operation::Batch,);
        (quote!(BatchCode), batch, quote!(db, batch))
    } else {
        (quote!(DataCode), quote!(), quote!(db))
    };
    let call = quote_spanned!(result.span()=> ::std::boxed::Box::pin(#name(#arguments)));
    let mut tokens = String::new();
    write_tokens(quote!(#signature #block), &mut tokens);
    let documentation = function
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"));
    let attributes = function
        .attrs
        .iter()
        .filter(|attribute| !attribute.path().is_ident("doc"));
    Ok(quote! {
        #(#documentation)*
        #[allow(non_upper_case_globals)]
        #visibility const #name: ::migration_core::operation::#kind = {
            #(#attributes)*
            #signature #block

            fn run<'a>(
                db: &'a mut (dyn ::migration_core::operation::DataConnection + 'static),
                #batch
            ) -> ::migration_core::operation::BoxFuture<
                'a,
                ::core::result::Result<(), ::migration_core::operation::DataError>,
            > {
                #call
            }

            ::migration_core::operation::#kind {
                name: #text,
                tokens: #tokens,
                run,
            }
        };
    })
}

/// Whether the code gets a batch beside the connection.
fn takes_a_batch(signature: &Signature) -> syn::Result<bool> {
    let arguments: Vec<&FnArg> = signature.inputs.iter().collect();
    let is_reference = |argument: &FnArg, mutable: bool| {
        matches!(argument, FnArg::Typed(argument)
            if matches!(&*argument.ty, Type::Reference(reference) if reference.mutability.is_some() == mutable))
    };
    match arguments.as_slice() {
        [db] if is_reference(db, true) => Ok(false),
        [db, batch] if is_reference(db, true) && is_reference(batch, false) => Ok(true),
        _ => Err(Error::new_spanned(
            signature,
            "data code takes one argument: write `db: &mut dyn DataConnection`, \
             and `batch: &Batch` behind it for code that runs in batches",
        )),
    }
}

/// The tokens with one space between them. The compiler's own text of a token stream is not
/// the same in each of its versions, and the checksum has to be.
fn write_tokens(tokens: TokenStream, out: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                out.push(' ');
                write_tokens(group.stream(), out);
                out.push_str(close);
            }
            TokenTree::Ident(ident) => out.push_str(&ident.to_string()),
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
        }
        out.push(' ');
    }
}
