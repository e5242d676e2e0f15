//! The names that constraints and indexes get where a migration gives none, and the search
//! for the name that was meant.

use crate::schema::{Index, IndexKey, beside, in_namespace};

/// PostgreSQL cuts longer names silently at 63 bytes, so ours never are.
const LONGEST: usize = 63;

/// `posts_author_id_published_idx`
#[must_use]
pub fn index_name(table: &str, index: &Index) -> String {
    let parts: Vec<&str> = index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => name.as_str(),
            IndexKey::Expression(_) => "expr",
        })
        .collect();
    join(table, &parts, if index.unique { "key" } else { "idx" })
}

/// `users_tenant_id_email_key`
#[must_use]
pub fn unique_name(table: &str, columns: &[String]) -> String {
    join(table, &strs(columns), "key")
}

/// `posts_author_id_fkey`
#[must_use]
pub fn foreign_key_name(table: &str, columns: &[String]) -> String {
    join(table, &strs(columns), "fkey")
}

/// `posts_pkey`
#[must_use]
pub fn primary_key_name(table: &str) -> String {
    join(table, &[], "pkey")
}

/// `posts_title_check`
#[must_use]
pub fn check_name(table: &str, column: &str) -> String {
    join(table, &[column], "check")
}

/// `posts_updated_at_touch`: the trigger that sets a column with every UPDATE.
#[must_use]
pub fn touch_name(table: &str, column: &str) -> String {
    join(table, &[column], "touch")
}

/// `posts_status`; a type is in the namespace of the table that it is made for.
#[must_use]
pub fn enumeration_name(table: &str, column: &str) -> String {
    beside(table, &join(table, &[column], "")).into_owned()
}

/// The name of what belongs to table `from`, for the same of table `to`: `events_pkey` becomes
/// `archive_pkey`, and `by_kind` becomes `archive_by_kind`.
pub(super) fn renamed_after(name: &str, from: &str, to: &str) -> String {
    let (_, from) = in_namespace(from);
    let (_, to) = in_namespace(to);
    let own = name
        .strip_prefix(from)
        .and_then(|rest| rest.strip_prefix('_'));
    shorten(&format!("{to}_{}", own.unwrap_or(name)), "")
}

fn strs(columns: &[String]) -> Vec<&str> {
    columns.iter().map(String::as_str).collect()
}

/// What belongs to a table is in its namespace, so the name leaves that out.
fn join(table: &str, parts: &[&str], suffix: &str) -> String {
    let (_, table) = in_namespace(table);
    let mut name = table.to_owned();
    for part in parts
        .iter()
        .copied()
        .chain([suffix])
        .filter(|part| !part.is_empty())
    {
        name.push('_');
        name.push_str(part);
    }
    shorten(&name, suffix)
}

/// Cuts a name that is too long and puts a digest of the whole in the place of what went.
fn shorten(name: &str, suffix: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let tail = format!(
        "_{:08x}{}{suffix}",
        fnv1a(name),
        if suffix.is_empty() { "" } else { "_" }
    );
    let mut end = LONGEST - tail.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{tail}", &name[..end])
}

/// FNV-1a in 32 bits: short, and the same for ever, which a name must be.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The names most like `name`, the best first, three at most.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| {
            let score = strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase());
            let inside = candidate.contains(name) || name.contains(candidate);
            (if inside { score.max(0.85) } else { score }, candidate)
        })
        .filter(|(score, _)| *score >= 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored
        .into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_stays_unique() {
        let long = "a_table_with_a_name_that_is_quite_long_already";
        let one = unique_name(long, &["first_column".into(), "second_column".into()]);
        let two = unique_name(long, &["first_column".into(), "third_column".into()]);
        assert!(one.len() <= 63 && two.len() <= 63);
        assert!(one.ends_with("_key") && two.ends_with("_key"));
        assert_ne!(one, two);
    }

    #[test]
    fn the_nearest_name_comes_first() {
        assert_eq!(
            nearest("user", ["posts", "users", "user_roles"]),
            ["users", "user_roles"]
        );
        assert!(nearest("zebra", ["posts", "users"]).is_empty());
    }
}
