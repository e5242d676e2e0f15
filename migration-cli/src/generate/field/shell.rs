//! What a shell does to a field before we see it.

use super::types;
use crate::generate::GenerateError;

/// `price:decimal{5,2}` reaches us as `price:decimal5 price:decimal2`: brace expansion makes
/// one word of each value, with what stood behind the braces on every one.
pub(super) fn check(words: &[String]) -> Result<(), GenerateError> {
    for (i, word) in words.iter().enumerate() {
        let Some(first) = Expanded::read(word) else {
            continue;
        };
        let mut values = vec![first.value];
        let mut last = i;
        for (j, other) in words.iter().enumerate().skip(i + 1) {
            match Expanded::read(other) {
                Some(other)
                    if (other.name, other.ty, other.rest) == (first.name, first.ty, first.rest) =>
                {
                    values.push(other.value);
                    last = j;
                }
                _ => break,
            }
        }
        if values.len() < 2 {
            continue;
        }
        let separator = if first.ty == "enum" { ":" } else { "." };
        let safe = format!(
            "{}:{}{separator}{}{}",
            first.name,
            first.ty,
            values.join(separator),
            first.safe_rest()
        );
        return Err(GenerateError::usage(
            format!(
                "{:?} was taken apart by the shell, which expands braces: {:?} and {:?}",
                format!(
                    "{}:{}{{{}}}{}",
                    first.name,
                    first.ty,
                    values.join(","),
                    first.rest
                ),
                words[i],
                words[last]
            ),
            format!("write {safe}"),
        ));
    }
    Ok(())
}

struct Expanded<'a> {
    name: &'a str,
    ty: &'static str,
    value: &'a str,
    /// What stood behind the braces.
    rest: &'a str,
}

impl<'a> Expanded<'a> {
    fn read(word: &'a str) -> Option<Self> {
        let (name, after) = word.split_once(':')?;
        let end = after
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(after.len());
        let (part, rest) = after.split_at(end);
        if types::canonical(part).is_some() {
            return None;
        }
        // The longest type name that the part begins with.
        let (at, ty) = (1..part.len())
            .rev()
            .filter(|at| part.is_char_boundary(*at))
            .find_map(|at| Some((at, types::canonical(&part[..at])?)))?;
        let value = &part[at..];
        let fits = match ty {
            "enum" => true,
            "string" | "char" | "decimal" => value.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        fits.then_some(Self {
            name,
            ty,
            value,
            rest,
        })
    }

    /// The rest in words that no shell touches.
    fn safe_rest(&self) -> String {
        let after = self.rest.trim_start_matches(['!', '?', '^']);
        let mut out = String::new();
        for mark in self.rest[..self.rest.len() - after.len()].chars() {
            out.push_str(match mark {
                '!' => ":required",
                '?' => ":null",
                _ => ":unique",
            });
        }
        out + after
    }
}
