//! Whether the new package stands alone or inside a Cargo workspace.
//!
//! A package inside a workspace's folder that is neither a member nor a workspace of its own
//! does not build, so it is added to the members, as `cargo new` does. The manifest is edited
//! at the one place where the member goes; the rest keeps its form.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::error::CliError;

/// Where the package stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In no workspace: it is one of its own.
    Alone,
    /// In a workspace that takes it in already.
    Member,
    /// In a workspace that has to be told.
    Joins {
        /// The manifest of the workspace.
        manifest: PathBuf,
        /// Its text.
        text: String,
        /// What is put in, and where.
        insertion: (usize, String),
    },
}

#[derive(Deserialize)]
struct Manifest {
    workspace: Option<Workspace>,
}

#[derive(Deserialize)]
struct Workspace {
    members: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    exclude: Vec<String>,
}

impl Place {
    /// Where a package in `folder` would stand.
    pub(crate) fn of(folder: &Path) -> Result<Self, CliError> {
        for root in folder.ancestors().skip(1) {
            let manifest = root.join("Cargo.toml");
            let Ok(text) = std::fs::read_to_string(&manifest) else {
                continue;
            };
            let parsed: Manifest = toml::from_str(&text).map_err(|cause| {
                let cause = cause.message().to_owned();
                CliError::usage("workspace", format!("{}: {cause}", manifest.display()))
            })?;
            let (Some(workspace), Ok(below)) = (parsed.workspace, folder.strip_prefix(root)) else {
                continue;
            };
            let below = below.display().to_string().replace('\\', "/");
            return Ok(workspace.place(&below, manifest, text));
        }
        Ok(Self::Alone)
    }

    /// Tells the workspace about the package, once that is written. Returns the manifest
    /// that was changed.
    pub(crate) fn join(&self, folder: &Path) -> Result<Option<PathBuf>, CliError> {
        let Self::Joins {
            manifest,
            text,
            insertion: (at, addition),
        } = self
        else {
            return Ok(None);
        };
        let mut text = text.clone();
        text.insert_str(*at, addition);
        std::fs::write(manifest, text).map_err(|cause| {
            CliError::file("write", manifest, &cause).help(format!(
                "add {} to the workspace's members yourself",
                folder.display()
            ))
        })?;
        Ok(Some(manifest.clone()))
    }
}

impl Workspace {
    fn place(self, below: &str, manifest: PathBuf, text: String) -> Place {
        let excluded = |path: &String| {
            below == path.trim_end_matches('/') || below.starts_with(&format!("{path}/"))
        };
        if self.exclude.iter().any(excluded) {
            return Place::Alone;
        }
        let insertion = match self.members {
            None => (after_header(&text), format!("members = [{below:?}]\n")),
            Some(members) => {
                let taken = members.as_ref().iter().any(|m| matches(m.as_ref(), below));
                if taken {
                    return Place::Member;
                }
                let last = members.as_ref().last().map(Spanned::span);
                insertion(&text, members.span(), last, below)
            }
        };
        Place::Joins {
            manifest,
            text,
            insertion,
        }
    }
}

/// The place behind the last member, in the style of the array: one line, or one a line.
fn insertion(
    text: &str,
    array: Range<usize>,
    last: Option<Range<usize>>,
    below: &str,
) -> (usize, String) {
    let Some(last) = last else {
        return (array.start + 1, format!("{below:?}"));
    };
    let indent: String = text[..last.start]
        .chars()
        .rev()
        .take_while(|c| *c == ' ' || *c == '\t')
        .collect();
    let own_line = text[..last.start - indent.len()].ends_with('\n');
    let separator = if own_line {
        format!(",\n{indent}")
    } else {
        ", ".to_owned()
    };
    (last.end, format!("{separator}{below:?}"))
}

/// The line behind `[workspace]`; a workspace that is only implied by a sub-table gets one.
fn after_header(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim() == "[workspace]" {
            return at;
        }
    }
    at
}

/// Whether a member pattern names the path. `*` stands for one folder, as most manifests use it.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.trim_end_matches('/').split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(pattern, name)| match pattern.split_once('*') {
                Some((start, end)) => {
                    name.len() >= start.len() + end.len()
                        && name.starts_with(start)
                        && name.ends_with(end)
                }
                None => pattern == name,
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_learns_of_the_package() {
        for (manifest, expected) in [
            (
                "[workspace]\nmembers = [\"a\"]\n",
                Some("[workspace]\nmembers = [\"a\", \"db/migrations\"]\n"),
            ),
            (
                "[workspace]\nmembers = [\n    \"a\",\n    \"b\", # why\n]\n",
                Some(
                    "[workspace]\nmembers = [\n    \"a\",\n    \"b\",\n    \"db/migrations\", # why\n]\n",
                ),
            ),
            (
                "[workspace]\nmembers = []\n",
                Some("[workspace]\nmembers = [\"db/migrations\"]\n"),
            ),
            (
                "[package]\nname = \"x\"\n[workspace]\nresolver = \"3\"\n",
                Some(
                    "[package]\nname = \"x\"\n[workspace]\nmembers = [\"db/migrations\"]\nresolver = \"3\"\n",
                ),
            ),
            ("[workspace]\nmembers = [\"db/*\"]\n", None),
            ("[workspace]\nmembers = [\"*/migrations\"]\n", None),
            ("[workspace]\nmembers = []\nexclude = [\"db\"]\n", None),
            ("[package]\nname = \"x\"\n", None),
        ] {
            let root = tempfile::tempdir().unwrap();
            let path = root.path().join("Cargo.toml");
            std::fs::write(&path, manifest).unwrap();
            let folder = root.path().join("db/migrations");
            Place::of(&folder).unwrap().join(&folder).unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            assert_eq!(text, expected.unwrap_or(manifest));
        }
    }
}
