//! The keys that migrations export, read from their files: only what really stands there can
//! be referred to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

use super::Folded;
use super::render::{KnownKey, KnownKeys};

/// Finds keys in the files of a package's migrations.
#[derive(Debug)]
pub(super) struct FileKeys<'a> {
    folded: &'a Folded,
    directory: PathBuf,
}

impl<'a> FileKeys<'a> {
    pub(super) fn new(folded: &'a Folded, directory: &Path) -> Self {
        Self {
            folded,
            directory: directory.to_owned(),
        }
    }
}

impl KnownKeys for FileKeys<'_> {
    fn key(&self, table: &str, column: &str) -> Option<KnownKey> {
        let module = self.folded.creator(table)?;
        let source = std::fs::read_to_string(self.directory.join(format!("{module}.rs"))).ok()?;
        let mut exported = exported(&source)?;
        let (constant, kind) = exported.remove(&(table.to_owned(), column.to_owned()))?;
        Some(KnownKey {
            module: module.to_owned(),
            constant,
            kind,
        })
    }
}

/// Table and column → constant and kind, for every `pub const ID: Key<BigInt> = Key::new("posts", "id");`
/// at the top of a file.
fn exported(source: &str) -> Option<BTreeMap<(String, String), (String, String)>> {
    let file = syn::parse_file(source).ok()?;
    let mut keys = BTreeMap::new();
    for item in &file.items {
        let syn::Item::Const(item) = item else {
            continue;
        };
        if !matches!(item.vis, syn::Visibility::Public(_)) {
            continue;
        }
        if let (Some(kind), Some(columns)) = (kind(&item.ty), arguments(&item.expr)) {
            keys.insert(columns, (item.ident.to_string(), kind));
        }
    }
    Some(keys)
}

/// The `BigInt` of `Key<BigInt>`.
fn kind(ty: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Key")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(syn::Type::Path(kind)) => {
            Some(kind.path.segments.last()?.ident.to_string())
        }
        _ => None,
    }
}

/// The two texts of `Key::new("posts", "id")`.
fn arguments(expression: &syn::Expr) -> Option<(String, String)> {
    struct Texts(Vec<String>);
    impl<'ast> Visit<'ast> for Texts {
        fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
            self.0.push(text.value());
        }
    }
    let mut texts = Texts(Vec::new());
    texts.visit_expr(expression);
    match texts.0.as_slice() {
        [table, column] => Some((table.clone(), column.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exported_keys_are_found() {
        let source = r#"
            use migration_core::prelude::*;
            pub const ID: Key<BigInt> = Key::new("posts", "id");
            const HIDDEN: Key<Int> = Key::new("posts", "rank");
            pub const OTHER: &str = "posts";
        "#;
        let keys = exported(source).unwrap();
        let id = ("posts".to_owned(), "id".to_owned());
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[&id], ("ID".to_owned(), "BigInt".to_owned()));
        assert!(exported("not rust at all {").is_none());
    }
}
