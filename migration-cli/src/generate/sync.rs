use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned as _;

use super::{GenerateError, package, write};

/// What `mod.rs` begins with where there is none yet.
pub(crate) const HEADER: &str = "\
//! The migrations, one module each. This list is written from the folder by `migrate sync`,
//! and by `migrate generate` for each migration that it adds.

#![allow(
    dead_code,
    reason = \"the key of a table waits for a migration that refers to it\"
)]
";

/// What became of `mod.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// Its path.
    pub path: PathBuf,
    /// Modules that it did not declare.
    pub added: Vec<String>,
    /// Modules that it declared and that have no file.
    pub removed: Vec<String>,
    /// Whether it was written.
    pub changed: bool,
}

/// Rewrites `src/migrations/mod.rs` of a package from the files beside it, in their order. The
/// text before the first module stays, and so does what stands with a module or beside them.
///
/// # Errors
/// A `mod.rs` that is no Rust, a file whose name can be no module's, and what the file system
/// answers.
pub fn sync(package: &Path) -> Result<SyncReport, GenerateError> {
    let directory = package::migrations(package);
    let path = directory.join("mod.rs");
    let files = modules(&directory)?;
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(GenerateError::file(&path, "read", &error)),
    };
    let declared = Declared::read(&path, &text)?;
    let added = files
        .iter()
        .filter(|file| !declared.modules.contains_key(*file))
        .cloned()
        .collect();
    let removed = declared
        .modules
        .iter()
        .filter(|(name, module)| !module.elsewhere && !files.contains(name))
        .map(|(name, _)| name.clone())
        .collect();
    let new = declared.rewritten(&files);
    let changed = new != text;
    if changed {
        write::replace(&path, &new)?;
    }
    Ok(SyncReport {
        path,
        added,
        removed,
        changed,
    })
}

/// The modules that stand in the folder, in order.
fn modules(directory: &Path) -> Result<Vec<String>, GenerateError> {
    let unread = |error: std::io::Error| GenerateError::file(directory, "read", &error);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let Some(file) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let stem = if path.is_dir() {
            path.join("mod.rs").is_file().then_some(file)
        } else {
            file.strip_suffix(".rs")
        };
        let Some(stem) = stem.filter(|stem| *stem != "mod" && !stem.starts_with('.')) else {
            continue;
        };
        if syn::parse_str::<syn::Ident>(stem).is_err() {
            return Err(
                GenerateError::file(&path, "declare", &"its name can be no module's").with_help(
                    "name a migration m<YYYYMMDD>_<HHMMSS>_<name>.rs, like m20261120_093000_create_posts.rs",
                ),
            );
        }
        names.push(stem.to_owned());
    }
    names.sort();
    Ok(names)
}

/// A module as it is declared, with comments and attributes.
struct Module {
    text: String,
    /// Its file is named by an attribute, so it need not be in the folder.
    elsewhere: bool,
}

struct Declared {
    header: String,
    modules: BTreeMap<String, Module>,
    /// Items that are no declared modules.
    others: Vec<String>,
}

impl Declared {
    fn read(path: &Path, text: &str) -> Result<Self, GenerateError> {
        let file = syn::parse_file(text).map_err(|error| {
            let line = error.span().start().line;
            GenerateError::file(path, "read", &format!("line {line}: {error}")).with_help(
                "take out what a merge left in it; or delete the file, and `migrate sync` writes it anew",
            )
        })?;
        let mut declared = Self {
            header: String::new(),
            modules: BTreeMap::new(),
            others: Vec::new(),
        };
        let mut end = 0;
        for item in &file.items {
            let range = item.span().byte_range();
            let (before, own) = if end == 0 {
                header_and_rest(&text[..range.start])
            } else {
                ("", &text[end..range.start])
            };
            declared.header.push_str(before);
            // A comment behind the item, on its line, is part of it.
            let line_end = text[range.end..]
                .find('\n')
                .map_or(text.len(), |at| range.end + at);
            let tail = text[range.end..line_end].trim();
            end = if tail.is_empty() || tail.starts_with("//") {
                line_end
            } else {
                range.end
            };
            let chunk = format!("{own}{}", &text[range.start..end]);
            declared.take(item, chunk.trim().to_owned());
        }
        if file.items.is_empty() {
            text.clone_into(&mut declared.header);
        } else if !text[end..].trim().is_empty() {
            declared.others.push(text[end..].trim().to_owned());
        }
        Ok(declared)
    }

    fn take(&mut self, item: &syn::Item, text: String) {
        match item {
            syn::Item::Mod(item) if item.content.is_none() => {
                let elsewhere = item
                    .attrs
                    .iter()
                    .any(|attribute| attribute.path().is_ident("path"));
                // A merge of two branches may leave the same line twice.
                self.modules
                    .entry(item.ident.to_string())
                    .or_insert(Module { text, elsewhere });
            }
            _ => self.others.push(text),
        }
    }

    fn rewritten(&self, files: &[String]) -> String {
        let header = match self.header.trim() {
            "" => HEADER.trim(),
            header => header,
        };
        let mut lines: BTreeMap<&str, String> = files
            .iter()
            .map(|name| (name.as_str(), format!("mod {name};")))
            .collect();
        for (name, module) in &self.modules {
            if module.elsewhere || lines.contains_key(name.as_str()) {
                lines.insert(name, module.text.clone());
            }
        }
        let lines: Vec<String> = lines.into_values().collect();
        let mut out = header.to_owned();
        if !lines.is_empty() {
            out.push_str("\n\n");
            out.push_str(&lines.join("\n"));
        }
        for other in &self.others {
            out.push_str("\n\n");
            out.push_str(other);
        }
        out.push('\n');
        out
    }
}

/// What stands before the first item: the file's own lines, and behind the last blank line
/// the item's.
fn header_and_rest(text: &str) -> (&str, &str) {
    match text.rfind("\n\n") {
        Some(at) => text.split_at(at + 1),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], before: Option<&str>, after: &str) {
        let package = tempfile::tempdir().unwrap();
        let directory = package::migrations(package.path());
        std::fs::create_dir_all(&directory).unwrap();
        for file in files {
            std::fs::write(directory.join(file), "").unwrap();
        }
        if let Some(before) = before {
            std::fs::write(directory.join("mod.rs"), before).unwrap();
        }
        let report = sync(package.path()).unwrap();
        let got = std::fs::read_to_string(&report.path).unwrap();
        assert_eq!(got, after);
        assert_eq!(report.changed, before != Some(after));
        assert!(
            !sync(package.path()).unwrap().changed,
            "a second run changes nothing"
        );
        let left: Vec<_> = std::fs::read_dir(&directory).unwrap().collect();
        assert_eq!(left.len(), files.len() + 1, "no file is left over");
    }

    #[test]
    fn the_list_is_the_folder() {
        let a = "m20261120_093000_a.rs";
        let b = "m20261120_093001_b.rs";
        check(
            &[b, a],
            None,
            &format!("{HEADER}\nmod m20261120_093000_a;\nmod m20261120_093001_b;\n"),
        );
        check(&[], Some("//! Mine.\n"), "//! Mine.\n");
        check(
            &[a, b],
            Some("//! Mine.\n\nmod m20261120_093001_b;\nmod gone;\n"),
            "//! Mine.\n\nmod m20261120_093000_a;\nmod m20261120_093001_b;\n",
        );
        // Attributes, comments, other items, and a line that a merge left twice.
        check(
            &[a, b],
            Some(
                "// Mine.\n#![allow(dead_code)]\n\n// why\n#[cfg(unix)]\nmod m20261120_093001_b; // so\nmod m20261120_093001_b;\n#[path = \"../x.rs\"]\nmod elsewhere;\n\npub use elsewhere::*;\n",
            ),
            "// Mine.\n#![allow(dead_code)]\n\n#[path = \"../x.rs\"]\nmod elsewhere;\nmod m20261120_093000_a;\n// why\n#[cfg(unix)]\nmod m20261120_093001_b; // so\n\npub use elsewhere::*;\n",
        );
        check(
            &[a],
            Some("mod m20261120_093000_a;\n"),
            &format!("{HEADER}\nmod m20261120_093000_a;\n"),
        );
    }

    #[test]
    fn what_is_no_module_is_told() {
        for (file, text, message) in [
            ("m2026-11.rs", "", "can be no module's"),
            ("a.rs", "<<<<<<< HEAD\nmod a;\n", "line 1"),
        ] {
            let package = tempfile::tempdir().unwrap();
            let directory = package::migrations(package.path());
            std::fs::create_dir_all(&directory).unwrap();
            std::fs::write(directory.join(file), "").unwrap();
            std::fs::write(directory.join("mod.rs"), text).unwrap();
            let error = sync(package.path()).unwrap_err();
            assert!(error.to_string().contains(message), "{error}");
            assert!(error.help().is_some());
        }
    }
}
