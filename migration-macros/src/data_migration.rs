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
    takes_a_connection(signature)?;
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
    let call = quote_spanned!(result.span()=> ::std::boxed::Box::pin(#name(db)));
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
        #visibility const #name: ::migration_core::operation::DataCode = {
            #(#attributes)*
            #signature #block

            fn run<'a>(
                db: &'a mut (dyn ::migration_core::operation::DataConnection + 'static),
            ) -> ::migration_core::operation::BoxFuture<
                'a,
                ::core::result::Result<(), ::migration_core::operation::DataError>,
            > {
                #call
            }

            ::migration_core::operation::DataCode {
                name: #text,
                tokens: #tokens,
                run,
            }
        };
    })
}

/// Whether the only argument can be a connection.
fn takes_a_connection(signature: &Signature) -> syn::Result<()> {
    let arguments: Vec<&FnArg> = signature.inputs.iter().collect();
    if let [FnArg::Typed(argument)] = arguments.as_slice()
        && let Type::Reference(reference) = &*argument.ty
        && reference.mutability.is_some()
    {
        return Ok(());
    }
    Err(Error::new_spanned(
        signature,
        "data code takes one argument: write `db: &mut dyn DataConnection`",
    ))
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
