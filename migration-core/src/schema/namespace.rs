//! Names with a namespace before them: `audit.events` is `events` in the namespace `audit`.

use std::borrow::Cow;

/// The namespace of a table, view, sequence, type or routine, and its name within it. A name
/// that is not two texts with one dot between them is in no namespace.
///
/// ```
/// use migration_core::schema::in_namespace;
///
/// assert_eq!(in_namespace("audit.events"), (Some("audit"), "events"));
/// assert_eq!(in_namespace("events"), (None, "events"));
/// ```
#[must_use]
pub fn in_namespace(name: &str) -> (Option<&str>, &str) {
    match name.split_once('.') {
        Some((namespace, local))
            if !namespace.is_empty() && !local.is_empty() && !local.contains('.') =>
        {
            (Some(namespace), local)
        }
        _ => (None, name),
    }
}

/// The name of something beside `neighbour`, in its namespace.
///
/// ```
/// use migration_core::schema::beside;
///
/// assert_eq!(beside("audit.events", "log"), "audit.log");
/// assert_eq!(beside("events", "log"), "log");
/// ```
#[must_use]
pub fn beside<'a>(neighbour: &str, local: &'a str) -> Cow<'a, str> {
    match in_namespace(neighbour).0 {
        Some(namespace) => Cow::Owned(format!("{namespace}.{local}")),
        None => Cow::Borrowed(local),
    }
}

/// The name with another namespace in the place of the one it has, if that is `from`.
pub(crate) fn moved(name: &str, from: &str, to: &str) -> Option<String> {
    match in_namespace(name) {
        (Some(namespace), local) if namespace == from => Some(format!("{to}.{local}")),
        _ => None,
    }
}

/// What a name is found by among those of its namespace. A name may hold a dot of its own, as
/// that of an index does, and no name a NUL.
pub(super) fn key<'a>(namespace: Option<&str>, local: &'a str) -> Cow<'a, str> {
    match namespace {
        Some(namespace) => Cow::Owned(format!("{namespace}\0{local}")),
        None => Cow::Borrowed(local),
    }
}
