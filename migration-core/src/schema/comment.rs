//! What things are for, where they keep a word about it.

use super::{Object, Table};

impl Object {
    /// What it is for, if that is said.
    #[must_use]
    pub fn comment(&self) -> Option<&str> {
        let comment = match self {
            Self::Namespace(it) => &it.comment,
            Self::Extension(it) => &it.comment,
            Self::Enumeration(it) => &it.comment,
            Self::Domain(it) => &it.comment,
            Self::Composite(it) => &it.comment,
            Self::Sequence(it) => &it.comment,
            Self::Routine(it) => &it.comment,
            Self::View(it) => &it.comment,
            Self::Trigger(it) => &it.comment,
            Self::Policy(it) => &it.comment,
            Self::VirtualTable(_) | Self::Grant(_) => return None,
        };
        comment.as_deref()
    }

    /// The place for what it is for; none where no server has one.
    pub const fn comment_mut(&mut self) -> Option<&mut Option<String>> {
        Some(match self {
            Self::Namespace(it) => &mut it.comment,
            Self::Extension(it) => &mut it.comment,
            Self::Enumeration(it) => &mut it.comment,
            Self::Domain(it) => &mut it.comment,
            Self::Composite(it) => &mut it.comment,
            Self::Sequence(it) => &mut it.comment,
            Self::Routine(it) => &mut it.comment,
            Self::View(it) => &mut it.comment,
            Self::Trigger(it) => &mut it.comment,
            Self::Policy(it) => &mut it.comment,
            Self::VirtualTable(_) | Self::Grant(_) => return None,
        })
    }
}

impl Table {
    /// The name and the comment of each constraint, of every kind.
    pub fn constraint_comments(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let primary = self.primary_key.iter().map(|it| (&it.name, &it.comment));
        let uniques = self.uniques.iter().map(|it| (&it.name, &it.comment));
        let keys = self.foreign_keys.iter().map(|it| (&it.name, &it.comment));
        let checks = self.checks.iter().map(|it| (&it.name, &it.comment));
        let exclusions = self.exclusions.iter().map(|it| (&it.name, &it.comment));
        let all = primary.chain(uniques).chain(keys).chain(checks);
        all.chain(exclusions)
            .map(|(name, comment)| (name.as_str(), comment.as_deref()))
    }

    /// The comment of each constraint with its name, to change it.
    pub fn constraint_comments_mut(&mut self) -> impl Iterator<Item = (&str, &mut Option<String>)> {
        let primary = self.primary_key.iter_mut();
        let primary = primary.map(|it| (&it.name, &mut it.comment));
        let uniques = self.uniques.iter_mut();
        let uniques = uniques.map(|it| (&it.name, &mut it.comment));
        let keys = self.foreign_keys.iter_mut();
        let keys = keys.map(|it| (&it.name, &mut it.comment));
        let checks = self.checks.iter_mut();
        let checks = checks.map(|it| (&it.name, &mut it.comment));
        let exclusions = self.exclusions.iter_mut();
        let exclusions = exclusions.map(|it| (&it.name, &mut it.comment));
        let all = primary.chain(uniques).chain(keys).chain(checks);
        all.chain(exclusions)
            .map(|(name, comment)| (name.as_str(), comment))
    }
}
