//! Holds `src/migrations/mod.rs` against the files beside it: a migration that is not declared
//! would be left out without a word.

use std::collections::BTreeSet;
use std::{fs, io};

const FOLDER: &str = "src/migrations";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let present = present()?;
    let declared = declared(&fs::read_to_string(format!("{FOLDER}/mod.rs"))?);
    for module in present.difference(&declared) {
        println!("cargo::error={FOLDER}/{module}.rs is not declared in mod.rs: run `migrate sync`");
    }
    for module in declared.difference(&present) {
        println!("cargo::error=mod.rs declares {module}, which has no file: run `migrate sync`");
    }
    Ok(())
}

/// The modules in the folder.
fn present() -> io::Result<BTreeSet<String>> {
    let mut modules = BTreeSet::new();
    for entry in fs::read_dir(FOLDER)? {
        let path = entry?.path();
        let is_module =
            path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").exists();
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        modules.extend(stem.filter(|stem| is_module && stem != "mod" && !stem.starts_with('.')));
    }
    Ok(modules)
}

/// The modules of the `mod name;` lines, without those whose file an attribute names.
fn declared(text: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    let mut before = "";
    for line in text.lines() {
        let code = line.split("//").next().unwrap_or_default().trim();
        let words: Vec<&str> = code.split_whitespace().collect();
        if let [.., "mod", name] = words[..]
            && let Some(name) = name.strip_suffix(';')
            && !before.starts_with("#[path")
        {
            modules.insert(name.to_owned());
        }
        before = code;
    }
    modules
}
