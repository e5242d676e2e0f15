//! What `generate` can be asked for.

mod list;

use migration_core::operation::nearest;

use super::GenerateError;
pub use list::Template;

/// What is known of a template.
pub(super) struct Facts {
    /// What it is about.
    group: &'static str,
    name: &'static str,
    /// What people who come from elsewhere may call it.
    others: &'static [&'static str],
    /// The flags it takes, without dashes.
    flags: &'static [&'static str],
    usage: &'static str,
    example: &'static str,
}

impl Template {
    /// Its name, as typed.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// What it is about, as listings say it.
    #[must_use]
    pub const fn group(self) -> &'static str {
        self.facts().group
    }

    /// The flags it takes, without dashes.
    pub(crate) const fn flags(self) -> &'static [&'static str] {
        self.facts().flags
    }

    /// How it is written.
    #[must_use]
    pub const fn usage(self) -> &'static str {
        self.facts().usage
    }

    /// One use of it.
    #[must_use]
    pub const fn example(self) -> &'static str {
        self.facts().example
    }

    /// The template of this name or of an other name of it, in snake case.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|template| template.name() == name || template.facts().others.contains(&name))
    }

    /// Every template with an example, in groups.
    #[must_use]
    pub fn listing() -> String {
        let mut lines = vec!["the templates, each with an example:".to_owned()];
        let mut group = "";
        for template in Self::ALL {
            if template.group() != group {
                group = template.group();
                lines.push(format!("\n  {group}"));
            }
            lines.push(format!("    migrate generate {}", template.example()));
        }
        lines.push(
            "\nor a name that says it: migrate generate AddPhoneToUsers phone:string".to_owned(),
        );
        lines.push(
            "or several with a lone + between them, for one migration:\n  \
             migrate generate create_table users name + create_table posts user:references --as begin"
                .to_owned(),
        );
        lines.join("\n")
    }

    /// The error for words that name no template and say nothing that can be inferred.
    pub(crate) fn unknown(word: &str) -> GenerateError {
        let names = Self::ALL.iter().flat_map(|template| {
            [template.name()]
                .into_iter()
                .chain(template.facts().others.iter().copied())
        });
        let meant = match nearest(word, names).into_iter().next() {
            Some(name) => format!("did you mean {name:?}? "),
            None => String::new(),
        };
        GenerateError::usage(
            format!("cannot tell from {word:?} what to generate"),
            format!("{meant}{}", Self::listing()),
        )
    }

    /// The error for words that this template cannot take.
    pub(crate) fn misused(self, problem: impl std::fmt::Display) -> GenerateError {
        GenerateError::usage(
            format!("{}: {problem}", self.name()),
            format!(
                "usage: migrate generate {}\nfor example: migrate generate {}",
                self.usage(),
                self.example()
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_other_names_are_each_one_template() {
        for template in Template::ALL.iter().copied() {
            let Facts { name, others, .. } = template.facts();
            for word in [name].iter().chain(others) {
                assert_eq!(Template::find(word), Some(template), "{word}");
            }
            assert!(template.usage().starts_with(name));
            assert!(template.example().starts_with(name));
            assert!(Template::listing().contains(template.example()));
        }
    }
}
