//! Names alone: `AddPhoneToUsers phone:string` says everything that `add_column users
//! phone:string` does.
//!
//! The words of a name are matched against the names of tables and columns that exist. They
//! are never put into the plural: where nothing matches, the nearest names are told.

mod add_and_drop;
mod change;
mod matching;
#[cfg(test)]
mod tests;

use migration_core::schema::{ObjectId, ObjectKind, Schema};

use super::{GenerateError, naming, template::Template};
use add_and_drop::{add, drop, index, join_table};
use change::{change, rename};

/// What a name amounts to: a template with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inferred {
    pub(super) template: Template,
    pub(super) words: Vec<String>,
    /// The name was `add_unique_index_…`.
    pub(super) unique: bool,
}

impl Inferred {
    fn new(template: Template, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            template,
            words: words.into_iter().map(Into::into).collect(),
            unique: false,
        }
    }

    fn followed_by(mut self, rest: &[String]) -> Self {
        self.words.extend_from_slice(rest);
        self
    }
}

/// Infers template and words from a name and what stands behind it.
pub(super) fn infer(
    schema: &Schema,
    typed: &str,
    rest: &[String],
) -> Result<Inferred, GenerateError> {
    let name = naming::snake(typed);
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let inferred = match words.as_slice() {
        ["create" | "add", "join", "table", tail @ ..] => join_table(schema, tail, rest)?,
        ["create" | "add", "view", tail @ ..] if !tail.is_empty() => {
            Some(Inferred::new(Template::CreateView, [tail.join("_")]).followed_by(rest))
        }
        ["create" | "add", "enum", tail @ ..] if !tail.is_empty() => {
            Some(Inferred::new(Template::CreateEnum, [tail.join("_")]).followed_by(rest))
        }
        ["drop" | "remove", "view", tail @ ..] if is_view(schema, &tail.join("_")) => {
            Some(Inferred::new(Template::DropView, [tail.join("_")]).followed_by(rest))
        }
        ["create", "view" | "enum"] => None,
        ["create" | "add", "unique", "index", "to" | "on", tail @ ..] => {
            index(schema, tail, rest, true)?
        }
        ["create" | "add", "index", "to" | "on", tail @ ..] => index(schema, tail, rest, false)?,
        ["create", "table", tail @ ..] | ["create", tail @ ..] if !tail.is_empty() => {
            let tail = tail
                .strip_suffix(&["table"])
                .filter(|tail| !tail.is_empty())
                .unwrap_or(tail);
            Some(Inferred::new(Template::CreateTable, [tail.join("_")]).followed_by(rest))
        }
        ["add", middle @ ..] => add(schema, middle, rest)?,
        ["drop" | "remove" | "delete", middle @ ..] => drop(schema, middle, rest)?,
        ["rename", middle @ ..] => rename(schema, middle, rest)?,
        ["change" | "alter" | "modify", middle @ ..] => change(schema, middle, rest)?,
        _ => None,
    };
    inferred.ok_or_else(|| Template::unknown(typed))
}

fn is_view(schema: &Schema, name: &str) -> bool {
    [ObjectKind::View, ObjectKind::MaterializedView]
        .into_iter()
        .any(|kind| schema.object(&ObjectId::new(kind, name)).is_some())
}
